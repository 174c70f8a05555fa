/** Loss and headline figure over the epochs, as they are drawn: each arm in its style, validation fainter. Pure. */
import { t } from "@vscode/l10n";
import { plainLine } from "./arms";
import { curvesOf, type Curve, type CurvePoint, type Series } from "./curves";
import { figureFormat } from "./format";
import type { Plot, PlotPoint } from "./plot";
import type { Shown } from "./shown";
import { armTitle, isUnfinished } from "./trials";

export const curvePlots = (state: Shown): Plot[] =>
  curvesOf(state.view, state.choices).map((curve) => plotOf(curve, state));

function plotOf({ figure, series, markers, steps }: Curve, state: Shown): Plot {
  const { view, styles } = state;
  const style = (arm: string) => styles.get(arm) ?? plainLine;
  const format = figureFormat(figure);
  return {
    key: figure,
    title: format.title,
    format,
    axis: { kind: "epochs", epochs: view.epochs },
    lines: series.map((one) => ({
      label: labelOf(one, state),
      style: style(one.arm),
      faint: one.split === "validation",
      shift: 0,
      points: plotPoints(one.points),
    })),
    marks: markers.map(({ arm, kind, epoch, value }) => ({ kind, style: style(arm), x: epoch, y: value })),
    notes: [],
    steps: steps && { style: style(steps.arm), points: steps.points },
    waiting: isUnfinished(view) ? t("Waiting for the first step…") : t("This run has no values to draw."),
  };
}

export const plotPoints = (points: readonly CurvePoint[]): PlotPoint[] =>
  points.map(({ epoch: x, mean, low, high, seeds }) => ({ x, mean, low, high, seeds }));

/** `Fine-tuning` for training, `Fine-tuning val.` for validation; just the arm where one of the two is hidden. */
function labelOf({ arm, split }: Series, { view, choices }: Shown): string {
  const title = armTitle(view, arm);
  return split === "validation" && !choices.hiddenSplits.includes("train") ? t("{0} val.", title) : title;
}
