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
  /** Of the trials of each arm. */
  armSeconds: ReadonlyMap<string, number>;
  /** Mean on the test examples by arm, 0..1. */
  accuracies: ReadonlyMap<string, number>;
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
  const { trials, versions } = reportSchema.parse(JSON.parse(lines.at(-1) ?? ""));
  const around = seconds - sumOf(trials, secondsOf);
  const arms = new Map(trials.map(({ arm }) => [arm, trials.filter((trial) => trial.arm === arm)]));
  const armSeconds = mapped(arms, (of) => (whole === undefined ? sumOf(of, secondsOf) : scaledUp(of, whole)));
  const accuracies = mapped(arms, (of) => sumOf(of, ({ accuracy }) => accuracy) / of.length);
  return {
    seconds: around + [...armSeconds.values()].reduce((sum, each) => sum + each, 0),
    armSeconds,
    accuracies,
    peakMiB,
    detail: accuracyText(accuracies),
    versions,
  };
}

const secondsOf = ({ setUpS, epochS, testS }: Trial): number =>
  setUpS + epochS.reduce((sum, seconds) => sum + seconds, 0) + testS;

const sumOf = (trials: readonly Trial[], figure: (trial: Trial) => number): number =>
  trials.reduce((sum, trial) => sum + figure(trial), 0);

const mapped = <From, To>(map: ReadonlyMap<string, From>, of: (value: From) => To): Map<string, To> =>
  new Map([...map].map(([key, value]) => [key, of(value)]));

/** What all trials of an arm take. */
const scaledUp = (trials: readonly Trial[], { epochs, seeds }: WholeJob): number =>
  (seeds * sumOf(trials, (trial) => wholeTrial(trial, epochs))) / trials.length;

function wholeTrial({ setUpS, epochS: [first = 0, ...later], testS }: Trial, epochs: number): number {
  return setUpS + first + (epochs - 1) * (later.length === 0 ? first : median(later)) + testS;
}

/** `transfer 81 %, linear-probe 77 %`: shows that all did the same work. */
export const accuracyText = (byArm: ReadonlyMap<string, number>): string =>
  [...byArm].map(([arm, accuracy]) => `${arm} ${(100 * accuracy).toFixed(0)} %`).join(", ");
