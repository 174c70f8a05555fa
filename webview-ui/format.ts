/** Figures as people read them: with their unit, in as many digits as mean something. */
import type { Interval } from "../src/protocol/report";

const grouped = new Intl.NumberFormat("en-US");

/** `45,678` */
export const count = (value: number): string => grouped.format(value);

/** A share as `93.1 %`. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A difference between shares in points (hundredths), with its sign: `+6.2`. */
export const points = (difference: number): string => signed(difference * 100, 1);

/** `3 seeds`, `1 seed` */
export const plural = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

/** How the figures of one kind are written. */
export interface FigureFormat {
  /** `Accuracy`, `Loss (nats)`: heading of a chart or a column. */
  readonly title: string;
  /** Whether it is a share, which is drawn from 0 to 100 %. */
  readonly share: boolean;
  readonly format: (value: number) => string;
}

/** Reads name and unit off a figure's key: `lossNats` → `Loss (nats)`; what names no unit is a share if it says so. */
export function figureFormat(key: string): FigureFormat {
  const nats = key.endsWith("Nats");
  const words = (nats ? key.slice(0, -"Nats".length) : key).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const share = /accuracy|share|precision|recall$/i.test(key);
  return { title: nats ? `${name} (nats)` : name, share, format: share ? percent : decimal };
}

/** Four significant digits, and no more than four behind the point. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
}

/** `90.1 – 94.3 %`, or `one seed` where there is no interval. */
export function intervalText(interval: Interval, unit: "share" | "number"): string {
  if (interval.low === undefined || interval.high === undefined) return interval.n === 1 ? "one seed" : "–";
  return unit === "share"
    ? `${(interval.low * 100).toFixed(1)} – ${percent(interval.high)}`
    : `${decimal(interval.low)} – ${decimal(interval.high)}`;
}

/** A gain with its interval: `+6.2 points (+5.1 to +7.3)`. */
export function gainText(gain: Interval, unit: "share" | "number"): string {
  const write = (value: number) => (unit === "share" ? points(value) : signed(value, 3));
  const mean = unit === "share" ? `${write(gain.mean)} points` : write(gain.mean);
  return gain.low === undefined || gain.high === undefined
    ? mean
    : `${mean} (${write(gain.low)} to ${write(gain.high)})`;
}

/** `28 × 28 × 16`; a size that varies is `?`. */
export const shapeText = (shape: readonly (number | null)[]): string =>
  shape.map((size) => (size === null ? "?" : String(size))).join(" × ");

/** `14 Jul 2026, 09:32`; the text itself where it is no date. */
export function dateText(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? `±${text}` : `${value < 0 ? "−" : "+"}${text}`;
}
