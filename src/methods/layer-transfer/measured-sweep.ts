/** What a sweep has measured so far, by cut and curve. */
import { withinShares } from "../../math/interval";
import type { Experiment, Sweep, SweepCurve } from "../../experiment/types";
import type { TrialRow } from "../../protocol/metrics";
import type { Interval } from "../../protocol/report";
import type { LayerView } from "../../protocol/view";
import type { Measured } from "../define";
import { bySeed, intervalOf, pairedGain } from "../figures-by-seed";
import { SWEEP_BASE, sweepArm } from "../sweep-arms";
import { copiedLayers, lastCopiedStage } from "./copied-layers";

const FIGURE = "accuracy";
type Kind = "test" | "validation";

export class MeasuredSweep {
  readonly cuts: readonly number[];
  readonly seeds: readonly number[];
  private readonly stages: readonly (readonly string[])[];
  private readonly trials: readonly TrialRow[];

  constructor(
    readonly sweep: Sweep,
    { experiment, layers, rows }: Pick<Measured, "layers" | "rows"> & { experiment: Pick<Experiment, "training"> },
  ) {
    this.stages = stagesOfViews(layers);
    this.cuts = this.stages.slice(1).map((_, index) => index + 1);
    this.seeds = experiment.training.seeds;
    this.trials = rows.filter((row) => row.type === "trial");
  }

  /** Layers with weights, from input to output. */
  get weighted(): string[] {
    return this.stages.flat();
  }

  copied(cut: number): string[] {
    return copiedLayers(this.stages, this.sweep.from, cut);
  }

  /** `3 conv3`: how many stages are copied, and where the last of them is. */
  label(cut: number): string {
    return `${cut} ${lastCopiedStage(this.stages, this.sweep.from, cut)[0] ?? ""}`.trim();
  }

  /** Of the seeds that have ended. */
  values(arm: string, kind: Kind): Map<number, number> {
    return bySeed(this.trials, arm, (row) => row[kind]?.[FIGURE]);
  }

  /** Share of examples recognised; null where no seed has ended. */
  figure(arm: string, kind: Kind): Interval | null {
    const figure = intervalOf([...this.values(arm, kind).values()]);
    return figure && withinShares(figure);
  }

  /** The paired difference to the base on test examples; null where no seed has both. */
  gain(curve: SweepCurve, cut: number): Interval | null {
    return pairedGain(this.values(sweepArm(curve, cut), "test"), this.values(SWEEP_BASE, "test"));
  }

  /** Whether every cut of the curve has ended in every seed, with a validation figure. */
  isComplete(curve: SweepCurve): boolean {
    return this.cuts.every((cut) => {
      const values = this.values(sweepArm(curve, cut), "validation");
      return this.seeds.every((seed) => values.has(seed));
    });
  }

  /** Trials that ended while their loss was still falling, and all that have ended. */
  get stillLearning(): { count: number; of: number } {
    return { count: this.trials.filter((row) => row.stillLearning).length, of: this.trials.length };
  }
}

function stagesOfViews(layers: readonly LayerView[]): string[][] {
  const stages: string[][] = [];
  for (const { name, stage } of layers) if (stage !== undefined) (stages[stage - 1] ??= []).push(name);
  return stages;
}
