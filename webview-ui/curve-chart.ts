/** One chart: lines over epochs or labelled places, with a read-out for pointer and arrow keys. */
import { t } from "@vscode/l10n";
import { Chart, Decimation, Filler, LinearScale, LineController, LineElement, PointElement } from "chart.js";
import type { Marks } from "./canvas";
import { datasetsOf } from "./chart-datasets";
import type { XY } from "./chart-datasets";
import { labelRoom } from "./chart-labels";
import { marksPlugin } from "./chart-marks";
import { chartOptions } from "./chart-options";
import { h, setText } from "./dom";
import type { Section } from "./dom";
import { inSentence } from "./in-language";
import { axisTitle, firstPlace, lastPlace, placeText, type Plot } from "./plot";
import { readoutBox, readoutLines, spokenReadout } from "./readout";
import type { ThemeColours } from "./theme";

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Decimation);

export interface ChartState {
  readonly plot: Plot;
  readonly theme: ThemeColours;
}

export interface CurveChart extends Section<ChartState> {
  /** Reads out a place; `undefined` clears the read-out. */
  readOut(at: number | undefined): void;
}

/** @param onPlace called with the place that the person points at */
export function curveChart(first: ChartState, onPlace: (at: number | undefined) => void): CurveChart {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const readout = h("div", { class: "readout", hidden: true, "aria-hidden": "true" });
  const empty = h("p", { class: "plot-empty" });
  const { plot } = first;
  const label = `${plot.title}, ${inSentence(axisTitle(plot.axis))}`;
  const element = h(
    "div",
    { class: "plot", tabindex: 0, role: "slider", "aria-label": label, "aria-valuemin": firstPlace(plot.axis) },
    canvas,
    empty,
    readout,
  );
  const marks: Marks = { ...first, at: undefined };
  const chart = new Chart<"line", XY[]>(canvas, {
    type: "line",
    data: { datasets: [] },
    options: chartOptions(plot, first.theme, 0),
    plugins: [marksPlugin(marks)],
  });

  const showReadout = () => {
    const { at, plot: shown } = marks;
    const lines = at === undefined ? [] : readoutLines(shown, at);
    readout.hidden = lines.length === 0;
    element.setAttribute("aria-valuenow", String(at ?? firstPlace(shown.axis)));
    element.setAttribute("aria-valuetext", at === undefined ? summary(shown) : spokenReadout(shown, at, lines));
    if (at === undefined || lines.length === 0) return;
    readout.replaceChildren(...readoutBox(shown, at, lines));
    const x = chart.scales.x?.getPixelForValue(at) ?? 0;
    const atRight = x > chart.width / 2;
    readout.style.setProperty("left", atRight ? "auto" : `${x + 12}px`);
    readout.style.setProperty("right", atRight ? `${chart.width - x + 12}px` : "auto");
  };

  listen(element, chart, () => marks, onPlace);

  return {
    element,
    readOut(at) {
      if (marks.at === at) return;
      marks.at = at;
      showReadout();
      chart.draw();
    },
    update({ plot: next, theme }) {
      marks.plot = next;
      marks.theme = theme;
      const hasPoints = next.lines.length > 0 || next.steps !== undefined;
      empty.hidden = hasPoints;
      setText(empty, hasPoints ? "" : next.waiting);
      const { axis } = next;
      element.setAttribute("aria-valuemax", String(axis.kind === "epochs" ? axis.epochs : axis.labels.length - 1));
      chart.data.datasets = datasetsOf(next, theme);
      chart.options = chartOptions(next, theme, labelRoom(chart.ctx, marks));
      chart.update("none");
      showReadout();
    },
  };
}

/** Where every line stands at its end: `Fine-tuning 93.1 % at epoch 30, …` */
function summary({ lines, axis, format, waiting }: Plot): string {
  const ends = lines.flatMap(({ label, points }) => {
    const last = points.at(-1);
    if (last === undefined) return [];
    const value = format.format(last.mean);
    return [
      axis.kind === "epochs"
        ? t("{0} {1} at epoch {2}", label, value, last.x)
        : t("{0} {1} at {2}", label, value, placeText(axis, last.x)),
    ];
  });
  return ends.length === 0 ? waiting : ends.join(", ");
}

function listen(
  element: HTMLElement,
  chart: Chart<"line", XY[]>,
  present: () => Pick<Marks, "at" | "plot">,
  onPlace: (at: number | undefined) => void,
): void {
  const go = (place: number) => {
    const { plot } = present();
    const [first, last] = [firstPlace(plot.axis), lastPlace(plot)];
    if (last >= first) onPlace(Math.min(Math.max(Math.round(place), first), last));
  };
  element.addEventListener("pointermove", (event) => {
    go(chart.scales.x?.getValueForPixel(event.clientX - element.getBoundingClientRect().left) ?? 1);
  });
  element.addEventListener("pointerleave", () => {
    onPlace(undefined);
  });
  element.addEventListener("blur", () => {
    onPlace(undefined);
  });
  element.addEventListener("keydown", (event) => {
    const { at, plot } = present();
    const place = at ?? firstPlace(plot.axis) - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: place + 1,
      ArrowUp: place + 1,
      ArrowLeft: place - 1,
      ArrowDown: place - 1,
      PageUp: place + 10,
      PageDown: place - 10,
      Home: firstPlace(plot.axis),
      End: lastPlace(plot),
    };
    const target = targets[event.key];
    if (event.key === "Escape") onPlace(undefined);
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  });
}
