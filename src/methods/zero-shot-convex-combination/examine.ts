/** How the examples are named, alone among the candidates and with the classifier's own labels among them. */
import { chanceAt, hitAt, hitAtPerClass } from "../../math/hit-at";
import type { Figures } from "../../protocol/metrics";
import type { Examples } from "../../training/examples";
import type { Examination } from "../../training/trial";
import { AMONG, cosinesOf, rankingsOf, type Classifier, type Field, type Judged } from "./answers";
import { examplesTable, hitsTable, homographsTable, wordsTable } from "./parts";
import { predictionsText, type Named } from "./predictions";
import type { WordScores } from "./scores";

export interface Words extends Pick<WordScores, "labels" | "top"> {
  field: Field;
  labels: Field["candidates"];
  /** Whether the classifier's labels compete. */
  seenLabels: boolean;
}

export async function examine(
  examples: Examples,
  classifier: Classifier,
  { seenLabels, ...words }: Words,
): Promise<Examination> {
  const { field, labels } = words;
  const cosines = await cosinesOf(examples, classifier, words);
  const [alone, amongSeen] = [false, true].map((seen) => rankingsOf(cosines, field, seen));
  const named: Named = {
    names: [...field.candidates, ...field.competitors].map(({ name }) => name),
    nameOf: (example) => examples.nameOf(example),
    classOf: (example) => (examples.hasLabels ? field.candidates[examples.labels[example] ?? -1]?.name : undefined),
    rankings: (seenLabels ? amongSeen : alone) ?? [],
    cosines,
  };
  const rankings = { alone: alone ?? [], amongSeen: amongSeen ?? [] };
  const judged = examples.hasLabels && examples.count > 0 ? { ...rankings, labels: examples.labels } : undefined;
  return {
    figures: judged === undefined ? {} : figuresOf(judged, field, seenLabels),
    parts: [
      ...(judged === undefined ? [] : [hitsTable(judged, field)]),
      examplesTable(named),
      wordsTable(field.candidates),
      ...homographsTable(labels),
    ],
    files: { "predictions.csv": predictionsText(named) },
  };
}

/** Shares, 0..1; `accuracy` counts what the experiment lets compete. */
function figuresOf({ alone, amongSeen, labels }: Judged, { candidates }: Field, seenLabels: boolean): Figures {
  const counted = seenLabels ? amongSeen : alone;
  return {
    accuracy: hitAt(counted, labels, 1),
    hitAt5: hitAt(counted, labels, AMONG),
    accuracyPerClass: hitAtPerClass(counted, labels, 1),
    hitAt5PerClass: hitAtPerClass(counted, labels, AMONG),
    accuracyAmongSeen: hitAt(amongSeen, labels, 1),
    hitAt5AmongSeen: hitAt(amongSeen, labels, AMONG),
    answersOfSeen: shareOfSeen(amongSeen, candidates.length),
    chanceAt5: chanceAt(AMONG, candidates.length),
  };
}

/** Share of examples that get a label of the classifier rather than a candidate. */
const shareOfSeen = (rankings: readonly (readonly number[])[], candidates: number): number =>
  rankings.filter(([best = 0]) => best >= candidates).length / rankings.length;
