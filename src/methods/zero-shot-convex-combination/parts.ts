/** What a run shows of its words and answers. */
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
    title: "How often the name is right",
    describe:
      "hit@k: the right name is among the first k. Intervals are over the examples; chance is a random order of the names.",
    columns: ["hit@1", `hit@${AMONG}`, "chance@1", `chance@${AMONG}`, "named by a label of the source"].map(
      (title) => ({
        title,
        unit: "share",
      }),
    ),
    rows: [
      rowOf(`among ${candidates.length} candidates`, alone, candidates.length),
      rowOf(
        `with ${competitors.length} labels of the source among them`,
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
    title: "Some examples and their names",
    describe: `The first ${AMONG} names of ${count} examples; predictions.csv beside the run's models has all.`,
    columns: [{ title: "is" }, { title: "is named" }],
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
      ...(words.length > 1 ? ["mean of the words"] : []),
      ...(unknown.length > 0 ? [`unknown: ${unknown.join(", ")}`] : []),
      ...(twins.get(index) ?? []).map((twin) => `same as ${candidates[twin]?.name ?? ""}`),
    ].join("; ");
  return {
    type: "table",
    id: "candidate-words",
    title: "The words that stand for the candidates",
    describe: `The first synonym of one known word; else the known words of the name together.${
      candidates.length > MOST_CANDIDATES ? ` The first ${MOST_CANDIDATES} of ${candidates.length}.` : ""
    }`,
    columns: [{ title: "words" }, { title: "remark" }],
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
      title: "Labels of the source that have the same words",
      describe: "Different things of one name: the word vectors know one meaning, or something between.",
      columns: [{ title: "labels" }],
      rows: groups.map((group) => ({
        title: (labels[group[0] ?? 0]?.words ?? []).join(", "),
        cells: [group.map((label) => labels[label]?.name ?? "").join(" · ")],
      })),
    },
  ];
}
