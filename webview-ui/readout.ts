/** The values of all lines at one place, beside the pointer. */
import { t } from "@vscode/l10n";
import { h } from "./dom";
import { count, plural } from "./format";
import { lineSample } from "./line-sample";
import { placeText, type Plot, type PlotLine } from "./plot";

export interface ReadoutLine {
  readonly line: PlotLine;
  readonly value: string;
  /** Lowest and highest seed, or the interval; empty where there is none to speak of. */
  readonly range: string;
  readonly seeds: number;
}

export const readoutLines = ({ lines, format: { format } }: Plot, at: number): ReadoutLine[] =>
  lines.flatMap((line) => {
    const point = line.points.find(({ x }) => x === at);
    if (point === undefined) return [];
    const [low, high] = [format(point.low), format(point.high)];
    const range = low === high ? "" : t("{0} to {1}", low, high);
    return [{ line, value: format(point.mean), range, seeds: point.seeds }];
  });

/** The same for those who listen: `Epoch 12: Fine-tuning 93.1 %, From scratch 71.0 %`. */
export function spokenReadout(plot: Plot, at: number, lines: readonly ReadoutLine[]): string {
  const place = [
    placeText(plot.axis, at),
    ...plot.notes.filter(({ x }) => x === at).map(({ title }) => `(${title})`),
  ].join(" ");
  if (lines.length === 0) return t("{0}: no values", place);
  return `${place}: ${lines.map(({ line, value }) => `${line.label} ${value}`).join(", ")}`;
}

export function readoutBox(plot: Plot, at: number, lines: readonly ReadoutLine[]): Node[] {
  const most = Math.max(...lines.map(({ seeds }) => seeds));
  const place = placeText(plot.axis, at);
  const rows = lines.map(({ line, value, range, seeds }) =>
    h(
      "div",
      { class: "readout-line" },
      lineSample(line.style, line.faint),
      h("span", {}, seeds === most ? line.label : labelWith(seeds, line)),
      h("span", { class: "figure" }, value),
      h("span", { class: "figure muted" }, range),
    ),
  );
  const title = most === 1 ? place : t("{0}, mean of {1} seeds", place, most);
  return [h("div", { class: "readout-title" }, title), ...rows];
}

const labelWith = (seeds: number, { label }: PlotLine): string =>
  plural(seeds, t("{0} (1 seed)", label), t("{0} ({1} seeds)", label, count(seeds)));
