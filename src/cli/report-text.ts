/** A report as text: the figures of the arms, what the transfer gains, how the time was spent, and the verdict. */
import colors from "picocolors";
import { speedParts } from "../protocol/performance";
import type { Report } from "../protocol/report";
import { comparedWith, figureText, gainIntervalText, gainText, intervalText } from "../runs/figure-text";
import { tableLines } from "./table";

export function reportLines({ headline, arms, gains, verdict, counts, performance }: Report): string[] {
  const { unit } = headline;
  const table = tableLines([
    ["", headline.title.toLowerCase(), "95 % interval", "seeds"],
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
  const validation = counts.validation > 0 ? `, ${counts.validation} validation` : "";
  const speed = performance === undefined ? [] : speedParts(performance);
  return [
    ...table,
    `${counts.train} training${validation} and ${counts.test} test examples`,
    ...(speed.length === 0 ? [] : [colors.dim(["Speed", ...speed].join(" · "))]),
    "",
    paint[verdict.kind](verdict.sentence),
  ];
}

const paint = {
  positive: colors.green,
  negative: colors.red,
  inconclusive: colors.yellow,
  "not-compared": colors.yellow,
} as const;
