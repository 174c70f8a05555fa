/** Runs the generator of a trial to its end, or to where the person stops it. */
import type { TrialReport } from "../training/trial";

/**
 * @param onReport called after each report, while the generator stands still; true ends the trial here
 * @returns what the generator returned; undefined where it was ended
 */
export async function drive<Outcome>(
  generator: AsyncGenerator<TrialReport, Outcome, void>,
  onReport: (report: TrialReport) => Promise<boolean>,
): Promise<Outcome | undefined> {
  let outcome: Outcome | undefined;
  const reports = async function* (): AsyncGenerator<TrialReport, void, void> {
    outcome = yield* generator;
  };
  for await (const report of reports()) if (await onReport(report)) return undefined;
  return outcome;
}
