/**
 * γ of calibrated stacking: how much the scores of seen classes have to be lowered beside those of classes that were never
 * seen. A second network is trained without some of the seen classes, which then play the unseen ones; no class of the
 * target and no test example takes part.
 *
 * @see Chao, Changpinyo, Gong & Sha, An Empirical Study and Analysis of Generalized Zero-Shot Learning, ECCV 2016
 */
import { randomFor, shuffled } from "../../math/random";
import type { LoopResult } from "../../training/training-loop";
import type { Task, Trial, TrialReport } from "../../training/trial";
import { calibrationOn, type ScoredExamples } from "../zero-shot-figures";
import { withHeldOut, type DescribedClasses } from "./described-classes";
import { goalOf } from "./goal";
import type { Options } from "./options";
import { outputsFor } from "./outputs";
import { predictionOf } from "./prediction";
import { teach } from "./teach";

/** Two to learn from and two to tell apart. */
export const FEWEST_CLASSES = 4;
/** Of the seen classes that play unseen ones, and of the examples of the others that are kept aside to judge. */
const [HELD_CLASSES, HELD_EXAMPLES] = [0.25, 0.2];

interface Calibrating {
  trial: Trial;
  examples: Task;
  classes: DescribedClasses;
  options: Options;
  /** Of the training that is calibrated: this one goes on counting, and has as many epochs. */
  after: LoopResult;
}

interface Calibrated {
  gamma: number;
  epochs: number;
  steps: number;
}

export async function* calibrate(calibrating: Calibrating): AsyncGenerator<TrialReport, Calibrated, void> {
  const { trial, examples, classes, options, after } = calibrating;
  const {
    train: { labels },
  } = examples;
  const held = heldOut(classes, trial.seed);
  const split = splitOf(Array.from(labels), { held, seen: classes.seen.map(({ label }) => label), seed: trial.seed });
  const pretended = withHeldOut(classes, held);
  const { training } = trial.experiment;
  const reports = teach({
    ...{ trial, examples, indices: split.taught, goal: goalOf(pretended, options), phase: "calibration" },
    // They have examples of the classes that are held out.
    validation: undefined,
    training: { ...training, epochs: after.bestEpoch ?? after.epochs, earlyStopping: null },
    state: trial.state.within("calibration/"),
  });
  const { network, result } = yield* goingOn(reports, after);
  try {
    const outputs = await outputsFor({ part: network.after(undefined) }, examples.train);
    const columns = pretended.seen.map((_, column) => column);
    const among = [...pretended.seen, ...pretended.unseen];
    const { scores } = predictionOf(pretended, options, { among, columns });
    const scored = (indices: readonly number[], own: DescribedClasses["seen"]): ScoredExamples => ({
      scores: indices.map((index) => scores(outputs[index] ?? [])),
      labels: indices.map((index) => own.findIndex(({ label }) => label === labels[index])),
    });
    const candidates = { seen: namesOf(pretended.seen), unseen: namesOf(pretended.unseen) };
    const gamma = calibrationOn(candidates, {
      seen: scored(split.aside, pretended.seen),
      unseen: scored(split.novel, pretended.unseen),
    });
    return { gamma, epochs: result.epochs, steps: result.steps };
  } finally {
    network.dispose();
  }
}

const namesOf = (classes: DescribedClasses["seen"]): string[] => classes.map(({ name }) => name);

/** Labels of the classes that play unseen ones. */
function heldOut({ seen }: DescribedClasses, seed: number): Set<number> {
  const count = Math.max(2, Math.round(HELD_CLASSES * seen.length));
  const order = shuffled(
    seen.map(({ label }) => label),
    randomFor(seed, "held-out classes"),
  );
  return new Set(order.slice(0, count));
}

interface Split {
  /** Indices of examples that are trained on; that are kept aside; of classes that play unseen ones. */
  taught: number[];
  aside: number[];
  novel: number[];
}

function splitOf(
  labels: readonly number[],
  { held, seen, seed }: { held: ReadonlySet<number>; seen: readonly number[]; seed: number },
): Split {
  const split: Split = { taught: [], aside: [], novel: [] };
  for (const label of seen) {
    const own = labels.flatMap((one, index) => (one === label ? [index] : []));
    if (held.has(label)) {
      split.novel.push(...own);
      continue;
    }
    const order = shuffled(own, randomFor(seed, "calibration examples", label));
    const count = Math.floor(HELD_EXAMPLES * own.length);
    split.aside.push(...order.slice(0, count));
    split.taught.push(...order.slice(count));
  }
  return split;
}

/** Steps and epochs are counted on from those of an earlier training. */
async function* goingOn<R extends object>(
  reports: AsyncGenerator<TrialReport, R, void>,
  { epochs, steps }: Pick<LoopResult, "epochs" | "steps">,
): AsyncGenerator<TrialReport, R, void> {
  let ended: R | undefined;
  const kept = async function* (): AsyncGenerator<TrialReport, void, void> {
    ended = yield* reports;
  };
  for await (const report of kept()) {
    const epoch = report.epoch + epochs;
    yield report.type === "preparing" ? { ...report, epoch } : { ...report, epoch, step: report.step + steps };
  }
  if (ended === undefined) throw new Error("a training ends with a network");
  return ended;
}
