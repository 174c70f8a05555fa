/**
 * The further charts of a method over the epochs: figures of its rows by name or by their beginning, or how far each
 * layer moved. Pure.
 */
import { t } from "@vscode/l10n";
import type { EpochRow } from "../src/protocol/metrics";
import type { ChartView, RunView } from "../src/protocol/view";
import { depthStyle, lineStyle, plainLine, type ArmStyle } from "./arms";
import { plotPoints } from "./curve-plots";
import { child, meansOf, type Split } from "./curves";
import { figureFormat, figureName, unitFormat } from "./format";
import type { Plot, PlotLine } from "./plot";
import type { Shown } from "./shown";
import { armTitle, shownArms } from "./trials";

/** One line before it is averaged over the seeds. */
interface RawLine {
  readonly arm: string;
  readonly split: Split;
  /** A figure, or a layer. */
  readonly name: string;
  readonly values: Map<number, Map<number, number>>;
}

/** By which the page remembers what was chosen for a chart. */
export const chartKey = ({ id }: ChartView): string => `chart/${id}`;

export function methodPlot(chart: ChartView, state: Shown): Plot {
  const { view } = state;
  const lines = "figures" in chart.draws ? figureLines(chart, chart.draws.figures, state) : layerLines(chart, state);
  return {
    key: chartKey(chart),
    title: chart.title,
    format: unitFormat(chart.title, chart.unit),
    axis: { kind: "epochs", epochs: view.epochs },
    lines,
    marks: [],
    notes: [],
    steps: undefined,
    waiting: t("What is chosen has no values to draw."),
  };
}

/** Whether the rows have anything that the chart draws: a method may measure some figures with some options only. */
export function hasValues({ draws }: ChartView, { rows }: Pick<RunView, "rows">): boolean {
  const isDrawn = (name: string) =>
    "figures" in draws && draws.figures.some((pattern) => starOf(name, pattern) !== undefined);
  return rows.some((row) => {
    if (row.type !== "epoch") return false;
    if ("layers" in draws) return row.layers !== undefined;
    return Object.keys(row.train).some(isDrawn) || Object.keys(row.validation ?? {}).some(isDrawn);
  });
}

/** The arms that a chart can be drawn for; in a sweep, where the method has no arm of its own, the one that is shown. */
export function armsOfChart({ arms }: ChartView, { view, choices }: Pick<Shown, "view" | "choices">): string[] {
  const known = view.arms.map(({ arm }) => arm).filter((arm) => arms.includes(arm));
  const shown = shownArms(view, choices);
  return known.length === 0 ? shown : known.filter((arm) => shown.includes(arm));
}

/** Layers are drawn for one arm at a time. */
export function armOfLayers(chart: ChartView, state: Pick<Shown, "view" | "choices">): string | undefined {
  const arms = armsOfChart(chart, state);
  return arms.find((arm) => arm === state.choices.picked[chartKey(chart)]) ?? arms[0];
}

function figureLines(chart: ChartView, patterns: readonly string[], state: Shown): PlotLine[] {
  const { view, choices, styles } = state;
  const arms = armsOfChart(chart, state);
  const collected = collect(view, choices, (row) =>
    arms.includes(row.arm)
      ? (["train", "validation"] as const)
          .filter((split) => !choices.hiddenSplits.includes(split))
          .flatMap((split) =>
            Object.entries(row[split] ?? {})
              .filter(([name]) => patterns.some((pattern) => starOf(name, pattern) !== undefined))
              .map(([name, value]) => ({ split, name, value })),
          )
      : [],
  );
  const names = [...new Set(collected.map(({ name }) => name))];
  const raw = names.length > 1 ? onePerFigure(collected) : collected;
  const seen = { arms: new Set(raw.map(({ arm }) => arm)), splits: new Set(raw.map(({ split }) => split)) };
  return raw.map(({ arm, split, name, values }) => {
    const isBeside = split === "validation" && seen.splits.size > 1;
    const label = [
      ...(names.length > 1 ? [nameOf(name, patterns, view.target)] : []),
      ...(seen.arms.size > 1 || names.length === 1 ? [armTitle(view, arm)] : []),
    ].join(" ");
    return {
      label: isBeside ? t("{0} val.", label) : label,
      style: styleOf({ arm, name }, { names, arms: [...seen.arms] }, styles),
      faint: isBeside,
      shift: 0,
      points: plotPoints(meansOf(values)),
    };
  });
}

/** Among several figures each is drawn once an arm: on validation examples where there are any. */
const onePerFigure = (lines: readonly RawLine[]): RawLine[] =>
  lines.filter(
    ({ arm, name, split }) =>
      split === "validation" ||
      !lines.some((other) => other.split === "validation" && other.arm === arm && other.name === name),
  );

/** A colour for each figure, and a dash for each arm where there are several; the arm's own style for a single figure. */
function styleOf(
  { arm, name }: Pick<RawLine, "arm" | "name">,
  { names, arms }: { names: readonly string[]; arms: readonly string[] },
  styles: Shown["styles"],
): ArmStyle {
  const ofArm = styles.get(arm) ?? plainLine;
  if (names.length === 1) return ofArm;
  const own = lineStyle(names.indexOf(name));
  return arms.length === 1 ? own : { colour: own.colour, dash: ofArm.dash };
}

/** Layers that stay where they were, as frozen ones do, are left out: the diagram proves that of them. */
function layerLines(chart: ChartView, state: Shown): PlotLine[] {
  const { view, choices } = state;
  const arm = armOfLayers(chart, state);
  const raw = collect(view, choices, (row) =>
    row.arm === arm
      ? Object.entries(row.layers ?? {}).map(([name, { drift }]) => ({ split: "train" as const, name, value: drift }))
      : [],
  );
  const order = new Map(view.layers.map(({ name }, index) => [name, index]));
  const moved = raw
    .filter(({ values }) => [...values.values()].some((bySeed) => [...bySeed.values()].some((value) => value > 0)))
    .sort((a, b) => (order.get(a.name) ?? order.size) - (order.get(b.name) ?? order.size));
  return moved.map(({ name, values }, index) => ({
    label: name,
    style: depthStyle(index, moved.length),
    faint: false,
    shift: 0,
    points: plotPoints(meansOf(values)),
  }));
}

/** Gathers values of the epoch rows into lines, in the order in which they come; a row that is sent twice counts once. */
function collect(
  view: RunView,
  { hiddenSeeds }: Pick<Shown["choices"], "hiddenSeeds">,
  valuesOf: (row: EpochRow) => { split: Split; name: string; value: number }[],
): RawLine[] {
  const lines = new Map<string, RawLine>();
  for (const row of view.rows) {
    if (row.type !== "epoch" || hiddenSeeds.includes(row.seed)) continue;
    for (const { split, name, value } of valuesOf(row)) {
      const make = () => ({ arm: row.arm, split, name, values: new Map<number, Map<number, number>>() });
      const { values } = child(lines, JSON.stringify([row.arm, split, name]), make);
      child(values, row.epoch, () => new Map<number, number>()).set(row.seed, value);
    }
  }
  return [...lines.values()];
}

/** What stands for the `*` of a pattern; empty where the name is the pattern, undefined where it does not match. */
function starOf(name: string, pattern: string): string | undefined {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return name === pattern ? "" : undefined;
  const fits = name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, name.length - after.length) : undefined;
}

/**
 * What tells a figure from the others of its chart: what stands for the `*`, or its name; beside the same figure of other
 * tasks the name of the target.
 */
function nameOf(name: string, patterns: readonly string[], target: string): string {
  const star = patterns.map((pattern) => starOf(name, pattern)).find((found) => found !== undefined && found !== "");
  if (star !== undefined) return star;
  if (patterns.includes(`*/${name}`)) return target;
  return name.includes("/") ? figureFormat(name).title : figureName(name);
}
