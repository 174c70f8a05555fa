/** A peer's script that does a whole job, and what that job takes where the script does a part of it. */
import { z } from "zod";
import type { PeerCommand } from "./peer";
import { runProgram } from "./program";
import { median } from "./statistics";

const trialSchema = z.object({
  arm: z.string(),
  /** Building the network, seconds. */
  setUpS: z.number(),
  /** Each epoch, seconds; the first one compiles. */
  epochS: z.array(z.number()).min(1),
  /** Test and what else follows the last epoch, seconds. */
  testS: z.number(),
  accuracy: z.number(),
});
type Trial = z.infer<typeof trialSchema>;
const reportSchema = z.object({ trials: z.array(trialSchema).min(1), versions: z.record(z.string(), z.string()) });

/** What the whole job is, where a script does less of it. */
export interface WholeJob {
  epochs: number;
  /** Trials of each arm. */
  seeds: number;
}

export interface ScriptResult {
  seconds: number;
  peakMiB: number | undefined;
  detail: string;
  versions: Record<string, string>;
}

/**
 * Runs a script whose last line of output is its report.
 *
 * @param whole where given, the duration is that of the whole job: the trials of an arm take as long as the one that was
 *   measured, and each further epoch as long as the median of those after the first
 */
export async function runScript(command: PeerCommand, whole?: WholeJob): Promise<ScriptResult> {
  const { seconds, peakMiB, lines } = await runProgram(command);
  const report = reportSchema.parse(JSON.parse(lines.at(-1) ?? ""));
  const measured = report.trials.reduce((sum, trial) => sum + secondsOf(trial), 0);
  const around = seconds - measured;
  return {
    seconds: whole === undefined ? seconds : around + scaledUp(report.trials, whole),
    peakMiB,
    detail: accuracyText(new Map(report.trials.map(({ arm }) => [arm, meanAccuracy(report.trials, arm)]))),
    versions: report.versions,
  };
}

const secondsOf = ({ setUpS, epochS, testS }: Trial): number =>
  setUpS + epochS.reduce((sum, seconds) => sum + seconds, 0) + testS;

function scaledUp(trials: readonly Trial[], { epochs, seeds }: WholeJob): number {
  const arms = [...new Set(trials.map(({ arm }) => arm))];
  return arms.reduce((total, arm) => {
    const of = trials.filter((trial) => trial.arm === arm);
    const mean = of.reduce((sum, trial) => sum + wholeTrial(trial, epochs), 0) / of.length;
    return total + seeds * mean;
  }, 0);
}

function wholeTrial({ setUpS, epochS: [first = 0, ...later], testS }: Trial, epochs: number): number {
  return setUpS + first + (epochs - 1) * (later.length === 0 ? first : median(later)) + testS;
}

function meanAccuracy(trials: readonly Trial[], arm: string): number {
  const of = trials.filter((trial) => trial.arm === arm);
  return of.reduce((sum, { accuracy }) => sum + accuracy, 0) / of.length;
}

/** `transfer 81 %, linear-probe 77 %`: shows that all did the same work. */
export const accuracyText = (byArm: ReadonlyMap<string, number>): string =>
  [...byArm].map(([arm, accuracy]) => `${arm} ${(100 * accuracy).toFixed(0)} %`).join(", ");
