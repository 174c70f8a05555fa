/** Figures as people read them: with their unit, in as many digits as mean something. */
import { t } from "@vscode/l10n";
import type { Interval } from "../src/protocol/report";

const grouped = new Intl.NumberFormat("en-US");

/** `45,678` */
export const count = (value: number): string => grouped.format(value);

/** A share as `93.1 %`. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A difference between shares in points (hundredths), with its sign: `+6.2`. */
export const points = (difference: number): string => signed(difference * 100, 1);

/** The text for one, or that for any other number: `plural(n, t("1 seed"), t("{0} seeds", count(n)))`. */
export const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many);

/** How the figures of one kind are written, and between which values they are drawn. */
export interface FigureFormat {
  /** `Accuracy`, `Loss (nats)`: heading of a chart or a column. */
  readonly title: string;
  readonly format: (value: number) => string;
  /** The ends of the axis, where they are not those of the values. What lies below the lower one is cut off, and said. */
  readonly low?: number;
  readonly high?: number;
}

const wholeShare = { format: percent, low: 0, high: 1 };

/** Figures whose name is no word. At first a network may explain far less than nothing, which nobody needs to see. */
const named: Readonly<Record<string, FigureFormat>> = {
  r2: { title: t("Explained variance (R²)"), format: (value) => decimal(value), low: -1, high: 1 },
  rmse: { title: t("Root mean square error"), format: (value) => decimal(value) },
};

/**
 * Reads name and unit off a figure's key: `lossNats` → `Loss (nats)`, `letters/accuracy` → `Accuracy, letters`; what
 * names no unit is a share if it says so.
 */
export function figureFormat(key: string): FigureFormat {
  const end = key.lastIndexOf("/");
  if (end > 0) {
    const own = figureFormat(key.slice(end + 1));
    return { ...own, title: `${own.title}, ${key.slice(0, end)}` };
  }
  const known = named[key];
  if (known !== undefined) return known;
  const name = figureName(key);
  if (/accuracy|share|precision|recall$/i.test(key)) return { title: name, ...wholeShare };
  return { title: key.endsWith("Nats") ? t("{0} (nats)", name) : name, format: decimal };
}

/** Figures that many methods have; the name of any other is made of the words of its key. */
const words: Readonly<Record<string, string>> = {
  accuracy: t("Accuracy"),
  attributeAccuracy: t("Attribute accuracy"),
  domainAccuracy: t("Domain accuracy"),
  domainLoss: t("Domain loss"),
  entropy: t("Entropy"),
  generalisedAccuracy: t("Generalised accuracy"),
  information: t("Information"),
  loss: t("Loss"),
  outputDivergence: t("Output divergence"),
  perClassAccuracy: t("Per class accuracy"),
  purity: t("Purity"),
};

/** `outputDivergenceNats` → `Output divergence` */
export function figureName(key: string): string {
  const name = key.replace(/Nats$/, "");
  const split = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words[name] ?? split.charAt(0).toUpperCase() + split.slice(1);
}

/** Of a chart that names its unit. */
export function unitFormat(title: string, unit: "share" | "number" | "nats" | "degrees"): FigureFormat {
  switch (unit) {
    case "share":
      return { title, format: percent };
    case "nats":
      return { title: t("{0} (nats)", title), format: decimal };
    case "degrees":
      return { title: t("{0} (degrees)", title), format: (value) => `${value.toFixed(1)}°` };
    case "number":
      return { title, format: decimal };
  }
}

/** Four significant digits, and no more than four behind the point. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4).replace("-", "−");
}

/** `90.1 – 94.3 %`, or `one seed` where there is no interval. */
export function intervalText(interval: Interval, unit: "share" | "number"): string {
  if (interval.low === undefined || interval.high === undefined) return interval.n === 1 ? t("one seed") : "–";
  return unit === "share"
    ? `${(interval.low * 100).toFixed(1)} – ${percent(interval.high)}`
    : `${decimal(interval.low)} – ${decimal(interval.high)}`;
}

/** A gain with its interval: `+6.2 points (+5.1 to +7.3)`. */
export function gainText(gain: Interval, unit: "share" | "number"): string {
  const write = (value: number) => (unit === "share" ? points(value) : signed(value, 3));
  const mean = unit === "share" ? t("{0} points", write(gain.mean)) : write(gain.mean);
  return gain.low === undefined || gain.high === undefined
    ? mean
    : t("{0} ({1} to {2})", mean, write(gain.low), write(gain.high));
}

/** `28 × 28 × 16`; a size that varies is `?`. */
export const shapeText = (shape: readonly (number | null)[]): string =>
  shape.map((size) => (size === null ? "?" : String(size))).join(" × ");

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? `±${text}` : `${value < 0 ? "−" : "+"}${text}`;
}
