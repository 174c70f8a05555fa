/** Test and training data of an experiment, with the lists of corrections beside them. */
import type { ExampleData } from "../../client/examples/example-data";
import type { Experiment } from "../../experiment/types";
import type { Correction } from "../../protocol/corrections";
import type { Side } from "../../protocol/examples";
import type { Problem } from "../../protocol/problem";
import { core, dataParts } from "../core";

export class ExampleSides {
  private constructor(
    readonly test: ExampleData,
    /** The same where the test is a share of the data. */
    readonly training: ExampleData,
    /** Absolute paths of the lists, whether there are any or not. */
    readonly lists: readonly string[],
  ) {}

  static async of(experiment: Experiment): Promise<ExampleSides> {
    const { correctionsFile, ExampleData, refOf } = await dataParts();
    const test = new ExampleData(experiment, "test");
    const isOneSet = refOf(experiment, "test") === refOf(experiment, "training");
    const training = isOneSet ? test : new ExampleData(experiment, "training");
    const lists = new Set([test, training].map(({ absolute }) => correctionsFile(absolute)));
    return new ExampleSides(test, training, [...lists]);
  }

  /** What is corrected; and why it is not known, where a list cannot be used. */
  async corrections(): Promise<Record<Side, Correction[]> & { problem?: Problem }> {
    const { readCorrections } = await dataParts();
    const { ProblemError } = await core();
    try {
      const [test, training] = await Promise.all([readCorrections(this.test), readCorrections(this.training)]);
      return { test, training };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { test: [], training: [], problem: error.problem };
    }
  }

  async close(): Promise<void> {
    await Promise.all([...new Set([this.test, this.training])].map((data) => data.close()));
  }
}
