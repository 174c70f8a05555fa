/** What test examples say of a prediction: of each attribute, of each class, and of all classes together. */
import { areaUnderCurve } from "../../math/area-under-curve";
import type { Figures } from "../../protocol/metrics";
import type { Examples } from "../../training/examples";
import type { Examination } from "../../training/trial";
import { csvText } from "../csv-text";
import { zeroShotFigures, type ScoredExamples } from "../zero-shot-figures";
import { attributeFigure } from "./attribute-figures";
import type { DescribedClass, DescribedClasses } from "./described-classes";
import { outputsFor, type Speaker } from "./outputs";
import type { Prediction } from "./prediction";

interface Examining {
  /** Says what the prediction takes. */
  speaker: Speaker;
  classes: DescribedClasses;
  /** Its candidates are the seen classes, then those of the target. */
  prediction: Prediction;
  gamma: number | undefined;
}

/** @param tests of the target, and of the source where it has any */
export async function examine(
  { speaker, classes, prediction, gamma }: Examining,
  tests: { target: Examples; source: Examples | undefined },
): Promise<Examination> {
  const unseen = scoredBy(prediction, await outputsFor(speaker, tests.target), tests.target.labels);
  const files = { "predictions.csv": predictionsText(classes, unseen, tests.target) };
  const candidates = { seen: classes.seen.map(({ name }) => name), unseen: classes.unseen.map(({ name }) => name) };
  const { source } = tests;
  if (source === undefined || source.count === 0) return { figures: zeroShotFigures({ candidates, unseen }), files };
  const outputs = await outputsFor(speaker, source);
  const places = source.labels.map((label) => classes.seen.findIndex((one) => one.label === label));
  const seen = scoredBy(prediction, outputs, places);
  const figures = zeroShotFigures({ candidates, unseen, seen, gamma });
  return { figures: { ...figures, ...attributeFigures({ classes, prediction }, outputs, places) }, files };
}

const scoredBy = (
  { scores }: Prediction,
  outputs: readonly (readonly number[])[],
  labels: ArrayLike<number>,
): ScoredExamples => ({ scores: outputs.map((row) => scores(row)), labels });

/** How well each attribute is recognised on examples of seen classes. @param labels places among the seen classes */
function attributeFigures(
  { classes, prediction }: Pick<Examining, "classes" | "prediction">,
  outputs: readonly (readonly number[])[],
  labels: ArrayLike<number>,
): Figures {
  const said = outputs.map((row) => prediction.attributes(row));
  const figures = classes.attributes.flatMap((attribute, m): [string, number][] => {
    const scores = said.map((row) => row[m] ?? 0);
    const has = scores.map((_, example) => classes.seen[labels[example] ?? -1]?.signature[m] === 1);
    const right = scores.filter((score, example) => score > prediction.threshold === has[example]).length;
    const area = areaUnderCurve(scores, has);
    return [
      [attributeFigure(attribute, "accuracy"), right / scores.length],
      ...(area === undefined ? [] : [[attributeFigure(attribute, "auc"), area] as [string, number]]),
    ];
  });
  return Object.fromEntries(figures);
}

/** A row for each test example of the target. */
function predictionsText({ seen, unseen }: DescribedClasses, { scores, labels }: ScoredExamples, target: Examples) {
  const best = (candidates: readonly DescribedClass[], row: ArrayLike<number>, first: number) =>
    candidates.reduce<{ name: string; score: number }>(
      (found, { name }, index) => {
        const score = row[first + index] ?? -Infinity;
        return score > found.score ? { name, score } : found;
      },
      { name: "", score: -Infinity },
    ).name;
  const rows = scores.map((row, example) => [
    target.nameOf(example),
    unseen[labels[example] ?? -1]?.name ?? "",
    best(unseen, row, seen.length),
    best([...seen, ...unseen], row, 0),
  ]);
  const head = ["example", "class", "among the classes of the target", "among all classes"];
  return csvText([head, ...rows]);
}
