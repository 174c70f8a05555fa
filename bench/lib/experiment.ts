/** Whole jobs of Transfer Lab: an experiment file in a folder of its own, run by the command line. */
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { metricRowSchema, type TrialRow } from "../../src/protocol/metrics";
import { runProgram, type ProgramResult } from "./program";
import { freshFolder, type Workplace } from "./workplace";

/** What a bench experiment says; paths are absolute. The rest of the file is as its reader fills it in. */
export interface BenchExperiment {
  source: object;
  target: object;
  layers?: object;
  training: object;
  controls: readonly string[];
}

const rowLineSchema = z.object({ type: z.literal("row"), row: metricRowSchema });

const FILE = "bench.transfer.json";

export class BenchJob {
  /**
   * @param folder what runs leave behind lies there
   * @param file the experiment in it
   * @param cache where runs keep features
   */
  constructor(
    private readonly workplace: Workplace,
    private readonly folder: string,
    private readonly file: string,
    private readonly cache = path.join(folder, "cache"),
  ) {}

  /**
   * @param name of the job's folder in the workplace, which is emptied
   * @param cache where it shares features with other jobs
   */
  static async create(
    workplace: Workplace,
    name: string,
    experiment: BenchExperiment,
    cache?: string,
  ): Promise<BenchJob> {
    const folder = await freshFolder(workplace, name);
    const text = JSON.stringify({ method: "fine-tuning", ...experiment }, null, 2);
    await writeFile(path.join(folder, FILE), text);
    return new BenchJob(workplace, folder, FILE, cache);
  }

  /** Forgets what was kept of earlier runs: features, records and trained source models. */
  async forget(): Promise<void> {
    await rm(this.cache, { recursive: true, force: true });
    await rm(path.join(this.folder, ".transfer-lab"), { recursive: true, force: true });
  }

  /** From the start of the command to its end. @throws Error where it fails */
  run(stopAt?: (line: string) => boolean): Promise<ProgramResult> {
    const command = this.workplace.transferLab("run", path.join(this.folder, this.file), "--json");
    const env = { TRANSFER_LAB_FEATURE_CACHE: this.cache };
    return runProgram(command, { cwd: this.folder, env, ...(stopAt === undefined ? {} : { stopAt }) });
  }
}

/** The row that a line of the command's output holds, if it holds one. */
export function rowOf(line: string): z.infer<typeof metricRowSchema> | undefined {
  if (!line.startsWith('{"type":"row"')) return undefined;
  return rowLineSchema.parse(JSON.parse(line)).row;
}

/** @returns mean test accuracy by arm, 0..1 */
export function accuraciesOf({ lines }: ProgramResult): Map<string, number> {
  const byArm = new Map<string, number[]>();
  for (const row of lines.map(rowOf).filter((row): row is TrialRow => row?.type === "trial"))
    byArm.set(row.arm, [...(byArm.get(row.arm) ?? []), row.test.accuracy ?? NaN]);
  return new Map(
    [...byArm].map(([arm, values]) => [arm, values.reduce((sum, value) => sum + value, 0) / values.length]),
  );
}
