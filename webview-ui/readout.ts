/** The values of all curves at one epoch, beside the pointer. */
import type { ArmStyle } from "./arms";
import type { Curve, Series } from "./curves";
import { h } from "./dom";
import type { FigureFormat } from "./format";
import { plural } from "./format";
import { lineSample } from "./line-sample";

export interface ReadoutLine {
  readonly series: Series;
  readonly label: string;
  readonly value: string;
  /** Lowest and highest seed; empty for one seed. */
  readonly range: string;
  readonly seeds: number;
}

export function readoutLines(
  curve: Curve,
  epoch: number,
  figure: FigureFormat,
  label: (series: Series) => string,
): ReadoutLine[] {
  return curve.series.flatMap((series) => {
    const point = series.points.find((candidate) => candidate.epoch === epoch);
    if (point === undefined) return [];
    const range = point.seeds === 1 ? "" : `${figure.format(point.low)} to ${figure.format(point.high)}`;
    return [{ series, label: label(series), value: figure.format(point.mean), range, seeds: point.seeds }];
  });
}

/** The same for those who listen: `Epoch 12: Fine-tuning 93.1 %, From scratch 71.0 %`. */
export function spokenReadout(epoch: number, lines: readonly ReadoutLine[]): string {
  if (lines.length === 0) return `Epoch ${epoch}: no values`;
  return `Epoch ${epoch}: ${lines.map(({ label, value }) => `${label} ${value}`).join(", ")}`;
}

export function readoutBox(
  epoch: number,
  lines: readonly ReadoutLine[],
  styles: ReadonlyMap<string, ArmStyle>,
): Node[] {
  const most = Math.max(...lines.map(({ seeds }) => seeds));
  const title = most === 1 ? `Epoch ${epoch}` : `Epoch ${epoch}, mean of ${most} seeds`;
  const rows = lines.map(({ series, label, value, range, seeds }) => {
    const style = styles.get(series.arm);
    return h(
      "div",
      { class: "readout-line" },
      style && lineSample(style, series.split),
      h("span", {}, seeds === most ? label : `${label} (${plural(seeds, "seed")})`),
      h("span", { class: "figure" }, value),
      h("span", { class: "figure muted" }, range),
    );
  });
  return [h("div", { class: "readout-title" }, title), ...rows];
}
