/** A ranking of sources as a person reads it, on the command line and in the editor: a table and a reason for each. */
import type { RankedSource, ScoreId, SourceRanking } from "../../protocol/advice";
import type { ReportPart } from "../../protocol/report";
import { ordinal } from "./ordinal";
import { durationText, memoryText } from "./predicted-run";
import { LEADING_SCORE, placesBy, scoreIds, scoreTitles } from "./scores";

type Table = Extract<ReportPart, { type: "table" }>;

/** A difference in the leading score that is noise of the sample rather than news. */
const CLOSE = 0.02;

const columns = [LEADING_SCORE, ...scoreIds.filter((id) => id !== LEADING_SCORE)];

export function rankingTable({ ranked, examples, classes }: SourceRanking): Table {
  return {
    type: "table",
    id: "sources",
    title: "Source models, the most promising first",
    describe:
      `Scores from one pass over ${examples} labelled training examples of ${classes} classes; no test example was looked at. ` +
      `Larger is better, and ${scoreTitles[LEADING_SCORE]} decides. Time and memory are those of a run of this experiment, at most and roughly.`,
    columns: [
      ...columns.map((id) => ({
        title: scoreTitles[id],
        unit: id === "nearestNeighbour" ? ("share" as const) : ("number" as const),
      })),
      { title: "Features" },
      { title: "Time" },
      { title: "Memory" },
    ],
    rows: ranked.map((source, index) => ({
      title: `${index + 1}. ${source.title}`,
      cells: [
        ...columns.map((id) => figure(source.scores[id])),
        String(source.features),
        durationText(source.seconds),
        memoryText(source.megabytes),
      ],
    })),
  };
}

const figure = (value: number | undefined) => (value === undefined ? null : { mean: value, n: 1 });

/** The reasons as a table of their own, for they are sentences. */
export const reasonsTable = ({ ranked }: SourceRanking): Table => ({
  type: "table",
  id: "reasons",
  title: "Why in this order",
  describe: "What the scores say of each, in a sentence.",
  columns: [{ title: "Reason" }],
  rows: ranked.map((source, index) => ({
    title: `${index + 1}. ${source.title}`,
    cells: [reasonFor(ranked, index)],
  })),
});

/** `Best by LogME and H-score; 91 % of the examples lie nearest to one of their own class.` */
export function reasonFor(sources: readonly RankedSource[], index: number): string {
  const source = sources[index];
  if (source === undefined) return "";
  const best = columns.filter((id) => placesBy(sources, id)[index] === 1);
  const nearest = `${Math.round(100 * source.scores.nearestNeighbour)} % of the examples lie nearest to one of their own class`;
  if (sources.length === 1) return `The only one there is; ${nearest}.`;
  const place = placesBy(sources, LEADING_SCORE)[index] ?? index + 1;
  const others = best.length > 0 ? `, best by ${listed(best)}` : "";
  const where = place === 1 ? `Best by ${listed(best)}` : `${ordinal(place)} by ${scoreTitles[LEADING_SCORE]}${others}`;
  const but = place > 1 && best.length > 0 ? "" : disagreement(sources, index);
  return `${where}; ${nearest}${but}${closeness(sources, index)}.`;
}

/** The score that sees it quite differently, where one does. */
function disagreement(sources: readonly RankedSource[], index: number): string {
  const half = sources.length / 2;
  const other = scoreIds.find((id) => {
    const place = placesBy(sources, id)[index];
    return place !== undefined && Math.abs(place - 1 - index) >= Math.max(2, half);
  });
  if (other === undefined) return "";
  return `, but ${scoreTitles[other]} puts it ${ordinal(placesBy(sources, other)[index] ?? 0)}`;
}

function closeness(sources: readonly RankedSource[], index: number): string {
  const [own, above] = [sources[index]?.scores[LEADING_SCORE], sources[index - 1]?.scores[LEADING_SCORE]];
  if (own === undefined || above === undefined || above - own >= CLOSE) return "";
  return "; hardly behind the one above";
}

const listed = (ids: readonly ScoreId[]): string => {
  const titles = ids.map((id) => scoreTitles[id]);
  const last = titles.at(-1) ?? "";
  return titles.length < 2 ? last : `${titles.slice(0, -1).join(", ")} and ${last}`;
};
