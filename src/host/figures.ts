/** Figures of a run in a few characters, as trees and lenses show them. */
import type { Headline } from "../runs/read-run";

/** `93.1 %` for a share of 0.931; plain numbers with three digits. */
export function figureText(value: number, unit: Headline["unit"]): string {
  return unit === "share" ? `${(100 * value).toFixed(1)} %` : value.toPrecision(3);
}

/** `+6.2` points for a difference of 0.062 between shares. */
export function gainText(value: number, unit: Headline["unit"]): string {
  const text = unit === "share" ? (100 * value).toFixed(1) : value.toPrecision(3);
  return value >= 0 ? `+${text}` : text.replace("-", "−");
}

/** `93.1 % · +6.2 vs scratch` */
export function headlineText({ figure, unit, gain }: Headline): string {
  const own = figureText(figure.mean, unit);
  if (gain === undefined) return own;
  return `${own} · ${gainText(gain.gain.mean, unit)} vs ${gain.title.toLowerCase().replace(/^from /, "")}`;
}
