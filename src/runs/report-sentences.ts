/** A report as plain text to read or to hand on: verdict first, then the figures, what each rests on, and what to be wary of. */
import { partTable } from "../protocol/part-table";
import { formatProblem } from "../protocol/problem";
import type { Report, ReportPart } from "../protocol/report";
import { comparedWith, figureText, gainIntervalText, gainText, intervalText } from "./figure-text";

/** Rows of a table of the method; the rest is counted. */
const MOST_ROWS = 40;

export function reportSentences(report: Report): string {
  const { verdict, counts, tasks = [], parts = [], warnings } = report;
  return [
    `Verdict: ${verdict.sentence}`,
    `Examples: ${counts.train} to train, ${counts.validation} to validate, ${counts.test} to test.`,
    figures(report),
    ...tasks.map((task) => `Task ${task.task}\n${figures(task)}`),
    ...parts.map(partText),
    ...(warnings.length === 0 ? [] : [`Warnings:\n${warnings.map((one) => `- ${formatProblem(one)}`).join("\n")}`]),
  ].join("\n\n");
}

function figures({ headline, arms, gains }: Pick<Report, "headline" | "arms" | "gains">): string {
  const { unit } = headline;
  const lines = [
    ...arms.map(
      ({ title, figure }) =>
        `- ${title}: ${figureText(figure.mean, unit)}, 95 % interval ${intervalText(figure, unit)}, seeds ${figure.n}`,
    ),
    ...gains.map(
      ({ title, gain }) =>
        `- gain over ${comparedWith(title)}: ${gainText(gain.mean, unit)}, 95 % interval ${gainIntervalText(gain, unit)}, seeds ${gain.n}`,
    ),
  ];
  return [`${headline.title}:`, ...lines].join("\n");
}

function partText(part: ReportPart): string {
  const { columns, rows } = partTable(part);
  const more = rows.length - MOST_ROWS;
  return [
    `${part.title}: ${part.describe}`,
    columns.map(({ title }) => title).join(" | "),
    ...rows.slice(0, MOST_ROWS).map((row) => row.map((cell) => (cell === "" ? "–" : cell)).join(" | ")),
    ...(more > 0 ? [`… and ${more} more rows`] : []),
  ].join("\n");
}
