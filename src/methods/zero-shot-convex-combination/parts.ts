/** What a run shows of its words and answers. */
import { t } from "@vscode/l10n";
import { homographs, type NamedWords } from "../../data/semantics/class-names";
import { chanceAt } from "../../math/hit-at";
import { interval, withinShares } from "../../math/interval";
import type { ReportPart } from "../../protocol/report";
import { AMONG, type Field, type Judged } from "./answers";
import type { Named } from "./predictions";

type Table = Extract<ReportPart, { type: "table" }>;

/** The figures of the trial with intervals over its examples. */
export function hitsTable({ alone, amongSeen, labels }: Judged, { candidates, competitors }: Field): Table {
  const rowOf = (title: string, rankings: number[][], field: number) => {
    const hits = (k: number) =>
      withinShares(interval(rankings.map((ranking, row) => Number(ranking.slice(0, k).includes(labels[row] ?? -1)))));
    const chance = [1, AMONG].map((k) => ({ mean: chanceAt(k, field), n: labels.length }));
    const seen = interval(rankings.map(([best = 0]) => Number(best >= candidates.length)));
    return { title, cells: [hits(1), hits(AMONG), ...chance, withinShares(seen)] };
  };
  return {
    type: "table",
    id: "hits",
    title: t("How often the name is right"),
    describe: t(
      "hit@k: the right name is among the first k. Intervals are over the examples; chance is a random order of the names.",
    ),
    columns: [
      ...[1, AMONG].map((k) => t("hit@{0}", k)),
      ...[1, AMONG].map((k) => t("chance@{0}", k)),
      t("named by a label of the source"),
    ].map((title) => ({ title, unit: "share" })),
    rows: [
      rowOf(t("among {0} candidates", candidates.length), alone, candidates.length),
      rowOf(
        t("with {0} labels of the source among them", competitors.length),
        amongSeen,
        candidates.length + competitors.length,
      ),
    ],
  };
}

/** Examples and candidates that a table shows. */
const MOST_EXAMPLES = 12;
const MOST_CANDIDATES = 100;

/** Some examples, evenly taken from all. */
export function examplesTable({ names, nameOf, classOf, rankings }: Named): Table {
  const count = Math.min(MOST_EXAMPLES, rankings.length);
  const shown = Array.from({ length: count }, (_, at) => Math.floor((at * rankings.length) / count));
  return {
    type: "table",
    id: "named-examples",
    title: t("Some examples and their names"),
    describe: t("The first {0} names of {1} examples; predictions.csv beside the run's models has all.", AMONG, count),
    columns: [{ title: t("is") }, { title: t("is named") }],
    rows: shown.map((example) => ({
      title: nameOf(example),
      cells: [
        classOf(example) ?? null,
        (rankings[example] ?? [])
          .slice(0, AMONG)
          .map((at) => names[at] ?? "")
          .join(" · "),
      ],
    })),
  };
}

/** Which words stand for the candidates. */
export function wordsTable(candidates: readonly NamedWords[]): Table {
  const twins = new Map(
    homographs(candidates).flatMap((group) =>
      group.map((index) => [index, group.filter((other) => other !== index)] as const),
    ),
  );
  const remarkOf = ({ words, unknown }: NamedWords, index: number): string =>
    [
      ...(words.length > 1 ? [t("mean of the words")] : []),
      ...(unknown.length > 0 ? [t("unknown: {0}", unknown.join(", "))] : []),
      ...(twins.get(index) ?? []).map((twin) => t("same as {0}", candidates[twin]?.name ?? "")),
    ].join("; ");
  return {
    type: "table",
    id: "candidate-words",
    title: t("The words that stand for the candidates"),
    describe:
      candidates.length > MOST_CANDIDATES
        ? t(
            "The first synonym of one known word; else the known words of the name together. The first {0} of {1}.",
            MOST_CANDIDATES,
            candidates.length,
          )
        : t("The first synonym of one known word; else the known words of the name together."),
    columns: [{ title: t("words") }, { title: t("remark") }],
    rows: candidates.slice(0, MOST_CANDIDATES).map((candidate, index) => ({
      title: candidate.name,
      cells: [candidate.words.join(", "), remarkOf(candidate, index)],
    })),
  };
}

/** Labels of the classifier that share their words; no table where there are none. */
export function homographsTable(labels: readonly NamedWords[]): Table[] {
  const groups = homographs(labels);
  if (groups.length === 0) return [];
  return [
    {
      type: "table",
      id: "homographs",
      title: t("Labels of the source that have the same words"),
      describe: t("Different things of one name: the word vectors know one meaning, or something between."),
      columns: [{ title: t("labels") }],
      rows: groups.map((group) => ({
        title: (labels[group[0] ?? 0]?.words ?? []).join(", "),
        cells: [group.map((label) => labels[label]?.name ?? "").join(" · ")],
      })),
    },
  ];
}
