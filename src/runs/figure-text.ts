/** Figures of a report in a few characters, the same in the terminal, the tree and the editor. */
import { t } from "@vscode/l10n";
import { inSentence } from "../methods/in-language";
import type { Interval, Report } from "../protocol/report";
import type { Headline } from "./read-run";

type Unit = Report["headline"]["unit"];

/** `93.1 %` for a share of 0.931; plain numbers with three digits. */
export const figureText = (value: number, unit: Unit): string => `${plain(value, unit)}${unit === "share" ? " %" : ""}`;

/** `+6.2` for a difference of 0.062 between shares, which is in points. */
export function gainText(value: number, unit: Unit): string {
  return `${value >= 0 ? "+" : ""}${plain(value, unit)}`;
}

/** `91.0 to 95.2 %`; a dash for one seed. */
export function intervalText({ low, high }: Interval, unit: Unit): string {
  if (low === undefined || high === undefined) return "–";
  return `${plain(low, unit)} to ${figureText(high, unit)}`;
}

/** `+4.0 to +8.4`; a dash for one seed. */
export const gainIntervalText = ({ low, high }: Interval, unit: Unit): string =>
  low === undefined || high === undefined ? "–" : `${gainText(low, unit)} to ${gainText(high, unit)}`;

/** `93.1 % · +6.2 vs scratch`; of a sweep, which has no figure of its own, what it says. */
export function headlineText({ figure, unit, gain, verdict }: Headline): string {
  if (figure === undefined) return verdict.sentence;
  const own = figureText(figure.mean, unit);
  if (gain === undefined) return own;
  return `${own} · ${t("{0} vs {1}", gainText(gain.gain.mean, unit), comparedWith(gain.title))}`;
}

/** A control's title within a sentence: `scratch`, `linear probe`. */
export const comparedWith = (title: string): string => inSentence(title).replace(/^from /, "");

/** With a true minus sign. */
const plain = (value: number, unit: Unit): string =>
  (unit === "share" ? (100 * value).toFixed(1) : value.toPrecision(3)).replace("-", "−");
