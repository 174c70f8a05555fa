/** One training with a growing rate, followed until its loss explodes. */
import { hasDiverged, learningRateRange, sweptRate, type RateSweep } from "../../math/learning-rate-range";
import type { Figures } from "../../protocol/metrics";
import type { FoundSweep } from "../../protocol/found-rates";
import { ProblemError } from "../../protocol/problem";
import type { TrialOutcome, TrialReport } from "../../training/trial";
import { drive } from "../drive";
import type { StudyContext } from "./study";

/** From a rate at which nothing moves to one at which nothing holds, whatever the optimizer: 14 steps a decade. */
export const SWEEP: RateSweep = { from: 1e-6, to: 10, steps: 100 };

/**
 * @param start begins the training, whose step s is to have the rate `rateAt(s)`
 * @returns undefined where it was stopped
 */
export async function sweepRates(
  { stage, stops }: Pick<StudyContext, "stage" | "stops">,
  text: string,
  start: (rateAt: (step: number) => number) => AsyncGenerator<TrialReport, TrialOutcome, void>,
): Promise<Omit<FoundSweep, "group" | "layers"> | undefined> {
  const losses: number[] = [];
  const end = { stopped: false, diverged: false };
  try {
    const outcome = await drive(
      start((step) => sweptRate(SWEEP, step)),
      async (report) => {
        end.stopped = await stops();
        if (report.type === "preparing") stage({ text, done: 0, total: SWEEP.steps, unit: "steps" });
        if (report.type !== "step") return end.stopped;
        losses.push(lossOf(report.train));
        end.diverged = hasDiverged(losses);
        stage({ text, done: losses.length, total: SWEEP.steps, unit: "steps" });
        return end.stopped || end.diverged || losses.length >= SWEEP.steps;
      },
    );
    outcome?.network?.dispose();
  } catch (error) {
    // The rate at which numbers run out of range is what is looked for.
    if (!(error instanceof ProblemError && error.problem.code === "training/not-finite")) throw error;
    end.diverged = true;
  }
  if (end.stopped) return undefined;
  const rates = losses.map((_, step) => sweptRate(SWEEP, step));
  const shown = losses.map((loss) => (Number.isFinite(loss) ? loss : null));
  return { rates, losses: shown, ...learningRateRange(rates, losses), diverged: end.diverged };
}

/** What training lowers, by the name that the method gives it. */
const lossOf = ({ lossNats, loss }: Figures): number => lossNats ?? loss ?? NaN;
