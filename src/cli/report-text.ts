/** A report as text: the figures of the arms, what the transfer gains, how the time was spent, and the verdict. */
import colors from "picocolors";
import { speedParts } from "../protocol/performance";
import { partTable } from "../protocol/part-table";
import type { Report, ReportPart } from "../protocol/report";
import { inSentence } from "../methods/in-language";
import { comparedWith, figureText, gainIntervalText, gainText, intervalText } from "../runs/figure-text";
import { tableLines } from "./table";

export function reportLines(report: Report): string[] {
  const { verdict, counts, performance, tasks = [], parts = [] } = report;
  const validation = counts.validation > 0 ? `, ${counts.validation} validation` : "";
  const speed = performance === undefined ? [] : speedParts(performance);
  return [
    ...figureLines(report),
    ...tasks.flatMap((task) => ["", `Task ${task.task}`, ...figureLines(task)]),
    ...parts.flatMap((part) => ["", ...partLines(part)]),
    ...(tasks.length + parts.length > 0 ? [""] : []),
    `${counts.train} training${validation} and ${counts.test} test examples`,
    ...(speed.length === 0 ? [] : [colors.dim(["Speed", ...speed].join(" · "))]),
    "",
    paint[verdict.kind](verdict.sentence),
  ];
}

/** The figure of each arm, and the gains of the method's own over the controls. */
function figureLines({ headline, arms, gains }: Pick<Report, "headline" | "arms" | "gains">): string[] {
  const { unit } = headline;
  return tableLines([
    ["", inSentence(headline.title), "95 % interval", "seeds"],
    ...arms.map(({ title, figure }) => [
      title,
      figureText(figure.mean, unit),
      intervalText(figure, unit),
      String(figure.n),
    ]),
    ...gains.map(({ title, gain }) => [
      `gain over ${comparedWith(title)}`,
      gainText(gain.mean, unit),
      gainIntervalText(gain, unit),
      String(gain.n),
    ]),
  ]);
}

/** What only the method shows; a chart as the table of its points. */
export function partLines(part: ReportPart): string[] {
  const { columns, rows } = partTable(part);
  return [
    colors.bold(part.title),
    colors.dim(part.describe),
    ...tableLines([
      columns.map(({ title }) => title),
      ...rows.map((row) => row.map((cell) => (cell === "" ? "–" : cell))),
    ]),
  ];
}

const paint = {
  positive: colors.green,
  negative: colors.red,
  inconclusive: colors.yellow,
  "not-compared": colors.yellow,
} as const;
