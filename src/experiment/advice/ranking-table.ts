/** A ranking of sources as a person reads it, on the command line and in the editor: a table and a reason for each. */
import { t } from "@vscode/l10n";
import type { RankedSource, ScoreId, SourceRanking } from "../../protocol/advice";
import type { ReportPart } from "../../protocol/report";
import { ordinal } from "./ordinal";
import { durationText, memoryText } from "./predicted-run";
import { LEADING_SCORE, placesBy, scoreIds, scoreTitle } from "./scores";

type Table = Extract<ReportPart, { type: "table" }>;

/** A difference in the leading score that is noise of the sample rather than news. */
const CLOSE = 0.02;

const columns = [LEADING_SCORE, ...scoreIds.filter((id) => id !== LEADING_SCORE)];

export function rankingTable({ ranked, examples, classes }: SourceRanking): Table {
  return {
    type: "table",
    id: "sources",
    title: t("Source models, the most promising first"),
    describe: t(
      "Scores from one pass over {0} labelled training examples of {1} classes; no test example was looked at. Larger is better, and {2} decides. Time and memory are those of a run of this experiment, at most and roughly.",
      ...[examples, classes, scoreTitle(LEADING_SCORE)],
    ),
    columns: [
      ...columns.map((id) => ({
        title: scoreTitle(id),
        unit: id === "nearestNeighbour" ? ("share" as const) : ("number" as const),
      })),
      { title: t("Features") },
      { title: t("Time") },
      { title: t("Memory") },
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
  title: t("Why in this order"),
  describe: t("What the scores say of each, in a sentence."),
  columns: [{ title: t("Reason") }],
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
  const nearest = t(
    "{0} % of the examples lie nearest to one of their own class",
    Math.round(100 * source.scores.nearestNeighbour),
  );
  if (sources.length === 1) return t("The only one there is; {0}.", nearest);
  const place = placesBy(sources, LEADING_SCORE)[index] ?? index + 1;
  const where = place === 1 ? t("Best by {0}", listed(best)) : placeText(place, best);
  const but = place > 1 && best.length > 0 ? "" : disagreement(sources, index);
  return `${where}; ${nearest}${but}${closeness(sources, index)}.`;
}

function placeText(place: number, bestBy: readonly ScoreId[]): string {
  const leading = scoreTitle(LEADING_SCORE);
  return bestBy.length > 0
    ? t("{0} by {1}, best by {2}", ordinal(place), leading, listed(bestBy))
    : t("{0} by {1}", ordinal(place), leading);
}

/** The score that sees it quite differently, where one does. */
function disagreement(sources: readonly RankedSource[], index: number): string {
  const half = sources.length / 2;
  const other = scoreIds.find((id) => {
    const place = placesBy(sources, id)[index];
    return place !== undefined && Math.abs(place - 1 - index) >= Math.max(2, half);
  });
  if (other === undefined) return "";
  return t(", but {0} puts it {1}", scoreTitle(other), ordinal(placesBy(sources, other)[index] ?? 0));
}

function closeness(sources: readonly RankedSource[], index: number): string {
  const [own, above] = [sources[index]?.scores[LEADING_SCORE], sources[index - 1]?.scores[LEADING_SCORE]];
  if (own === undefined || above === undefined || above - own >= CLOSE) return "";
  return t("; hardly behind the one above");
}

const listed = (ids: readonly ScoreId[]): string => {
  const titles = ids.map(scoreTitle);
  const last = titles.at(-1) ?? "";
  return titles.length < 2 ? last : t("{0} and {1}", titles.slice(0, -1).join(", "), last);
};
