/** What one chart draws: lines over epochs or over labelled places, with what stands out. Pure data. */
import { t } from "@vscode/l10n";
import type { ArmStyle } from "./arms";
import type { FigureFormat } from "./format";

/** A mean with its range: lowest to highest seed, or a 95 % interval. */
export interface PlotPoint {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
}

export interface PlotLine {
  /** Its name, which stands at its end. */
  readonly label: string;
  readonly style: ArmStyle;
  /** Drawn thinner: validation beside training. */
  readonly faint: boolean;
  /** How far it is drawn beside its places, so that the ranges of several lines do not lie on each other. */
  readonly shift: number;
  /** By x. */
  readonly points: readonly PlotPoint[];
}

/** An epoch that stands out, at the height of the line it belongs to. */
export interface PlotMark {
  readonly kind: "best" | "overfitting";
  readonly style: ArmStyle;
  readonly x: number;
  readonly y: number;
}

/** A place of the axis to point out, with the reason. */
export interface PlotNote {
  readonly x: number;
  readonly title: string;
}

/** Single steps, drawn thin: values that are not averaged. */
export interface PlotSteps {
  readonly style: ArmStyle;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export type PlotAxis =
  | { readonly kind: "epochs"; readonly epochs: number }
  | { readonly kind: "places"; readonly title: string; readonly labels: readonly string[] };

export interface Plot {
  /** By which the page remembers it. */
  readonly key: string;
  readonly title: string;
  readonly format: FigureFormat;
  readonly axis: PlotAxis;
  readonly lines: readonly PlotLine[];
  readonly marks: readonly PlotMark[];
  readonly notes: readonly PlotNote[];
  readonly steps: PlotSteps | undefined;
  /** What an empty chart says. */
  readonly waiting: string;
}

/** `Epoch` or what the places are. */
export const axisTitle = (axis: PlotAxis): string => (axis.kind === "epochs" ? t("Epoch") : axis.title);

/** `Epoch 12`, `conv3` */
export const placeText = (axis: PlotAxis, x: number): string =>
  axis.kind === "epochs" ? t("Epoch {0}", x) : (axis.labels[x] ?? "");

/** The first place that can have a value. */
export const firstPlace = (axis: PlotAxis): number => (axis.kind === "epochs" ? 1 : 0);

/** The last place that has one; below the first where none has. */
export const lastPlace = (plot: Plot): number =>
  Math.max(firstPlace(plot.axis) - 1, ...plot.lines.map(({ points }) => points.at(-1)?.x ?? -1));
