/** Where examples lie in the features before the last layer, with a lasso; what is selected is listed below. */
import { t } from "@vscode/l10n";
import type { Predictions } from "../../src/protocol/predictions";
import type { ExamplesView } from "../../src/protocol/examples";
import { button, h, picker, region, setText, table, toggle, type Picker, type Section } from "../dom";
import { count, decimal, percent, plural } from "../format";
import type { ThemeColours } from "../theme";
import type { CardFacts } from "./example-card";
import { testExamples, trainingExamples } from "./example-counts";
import { exampleList, type ExampleList } from "./example-list";
import { MapCanvas } from "./map-canvas";
import { mapLegend } from "./map-legend";
import { classesOnMap, mapPoints, type MapPoint } from "./map-points";
import type { Acts, ErrorsState } from "./page-state";

const HELP = [
  t("Draw around examples to select them, or click one; hold Shift to add."),
  t(
    "By keyboard: arrow keys go from example to example, Space adds one, Escape clears, and each class below is a button.",
  ),
].join(" ");

export class MapSection implements Section<ErrorsState> {
  readonly element: HTMLElement;
  private state: ErrorsState | undefined;
  private seed: number | undefined;
  private drawn: { predictions: Predictions; points: MapPoint[] } | undefined;
  private selected: ReadonlySet<number> = new Set();
  private items: readonly CardFacts[] = [];
  private readonly readout = h("p", { class: "muted figure", role: "status" });
  private readonly describe = h("p", { class: "muted" });
  private readonly legend = h("div", {});
  private readonly asTable = h("div", { hidden: true });
  private readonly canvas: MapCanvas;
  private readonly seeds: Picker;
  private readonly list: ExampleList;
  private readonly chosen: ReturnType<typeof selectionBar>;

  constructor(
    acts: Acts,
    private theme: ThemeColours,
  ) {
    const { element, body } = region("map", t("Map of the features"));
    this.element = element;
    element.hidden = true;
    this.canvas = new MapCanvas({
      select: (indices, adds) => {
        this.select(indices, adds);
      },
      at: (index) => {
        this.readOut(index);
      },
    });
    this.seeds = picker(t("Seed"), t("Seed of the map"), (value) => {
      this.seed = Number(value);
      this.redraw();
    });
    this.list = exampleList(t("Selected examples"), acts);
    const clear = () => {
      this.select([], false);
    };
    this.chosen = selectionBar(acts, () => this.items, clear);
    body.append(this.describe, ...this.drawing(), this.asTable, this.chosen.element, this.list.element);
  }

  update(state: ErrorsState): void {
    this.state = state;
    this.redraw();
  }

  /** Draws in other colours. */
  recolour(theme: ThemeColours): void {
    this.theme = theme;
    this.drawLegend();
    this.redraw();
  }

  /** The switch to the table, and what it hides. */
  private drawing(): HTMLElement[] {
    const help = h("p", { id: "map-help", class: "muted" }, HELP);
    const drawing = h("div", {}, help, this.canvas.element, this.readout, this.legend);
    const asTable = toggle(t("Show as table"), false, (shown) => {
      this.asTable.hidden = !shown;
      drawing.hidden = shown;
    });
    return [h("div", { class: "card-head" }, this.seeds.element, asTable), drawing];
  }

  private select(indices: readonly number[], adds: boolean): void {
    this.selected = new Set([...(adds ? this.selected : []), ...indices]);
    this.items = selectedCards(this.drawn?.points ?? [], this.selected, this.state?.view);
    this.redraw();
  }

  private readOut(index: number): void {
    const [point, view] = [this.drawn?.points[index], this.state?.view];
    if (point !== undefined && view !== undefined) {
      setText(this.readout, `${point.name}: ${pointWords(point, view.classes)}`);
    }
  }

  private redraw(): void {
    const { state } = this;
    if (state?.view === undefined) return;
    const mapped = state.view.predictions.filter(({ map }) => map !== undefined);
    const predictions = mapped.find((one) => one.seed === this.seed) ?? mapped[0];
    this.element.hidden = predictions === undefined;
    if (predictions === undefined) return;
    if (this.drawn?.predictions !== predictions) this.begin(predictions, state.view);
    this.seeds.element.hidden = mapped.length < 2;
    this.seeds.update(
      mapped.map((one) => [String(one.seed), String(one.seed)] as const),
      String(predictions.seed),
    );
    this.canvas.show(this.drawn?.points ?? [], this.selected, this.theme);
    this.chosen.update(this.items, state);
    this.list.show(this.items, state);
    this.list.element.hidden = this.items.length === 0;
  }

  /** Another seed, or another run. */
  private begin(predictions: Predictions, { classes }: ExamplesView): void {
    const points = mapPoints(predictions);
    this.drawn = { predictions, points };
    this.selected = new Set();
    this.items = [];
    setText(this.describe, describeMap(predictions));
    this.asTable.replaceChildren(classTable(points, classes));
    this.drawLegend();
  }

  private drawLegend(): void {
    const view = this.state?.view;
    if (this.drawn === undefined || view === undefined) return;
    const { points } = this.drawn;
    this.legend.replaceChildren(
      mapLegend({ classes: view.classes, points }, this.theme, (indices) => {
        this.select(indices, false);
      }),
    );
  }
}

/** How many are selected, and what can be done with all of them. */
function selectionBar(acts: Acts, itemsOf: () => readonly CardFacts[], clear: () => void) {
  const text = h("span", { class: "figure", role: "status" });
  const exclude = button(
    t("Exclude all selected"),
    "circle-slash",
    () => {
      for (const side of ["test", "training"] as const) {
        const names = itemsOf()
          .filter((item) => item.side === side)
          .map(({ name }) => name);
        if (names.length > 0) acts.correct(side, names, { to: "excluded" });
      }
    },
    { class: "secondary" },
  );
  const reset = button(t("Clear the selection"), "close", clear, { class: "secondary" });
  const element = h("div", { class: "selection-bar", hidden: true }, text, exclude, reset);
  return {
    element,
    update(items: readonly CardFacts[], { view, corrected }: ErrorsState) {
      element.hidden = items.length === 0;
      exclude.hidden = view?.canCorrect !== true || corrected.problem !== undefined;
      setText(text, selectedText(items.length));
    },
  };
}

const selectedText = (n: number): string =>
  n === 0 ? "" : plural(n, t("1 example selected"), t("{0} examples selected", count(n)));

function describeMap({ map }: Predictions): string {
  const [x, y] = map?.explained ?? [0, 0];
  const plane = t(
    "{0}, large marks, and {1}, small ones, in the plane in which what the last layer sees differs most: {2} of the variance across, {3} up.",
    testExamples(map?.test.points.length ?? 0),
    trainingExamples(map?.training.points.length ?? 0),
    percent(x),
    percent(y),
  );
  return [plane, t("A ring marks a mistake.")].join(" ");
}

/** `test example of cat, taken for dog`; a training example was not predicted, and its class may not be known. */
function pointWords({ truth, predicted }: MapPoint, classes: readonly string[]): string {
  const nameOf = (index: number) => classes[index] ?? "?";
  if (truth === null) return t("training example, whose class training did not see");
  if (predicted === undefined) return t("training example of {0}", nameOf(truth));
  return predicted === truth
    ? t("test example of {0}, recognised", nameOf(truth))
    : t("test example of {0}, taken for {1}", nameOf(truth), nameOf(predicted));
}

const selectedCards = (
  points: readonly MapPoint[],
  selected: ReadonlySet<number>,
  view: ExamplesView | undefined,
): CardFacts[] =>
  [...selected].flatMap((index) => {
    const point = points[index];
    if (point === undefined || view === undefined) return [];
    return [{ side: point.side, name: point.name, lines: [[pointWords(point, view.classes)]] }];
  });

function classTable(points: readonly MapPoint[], classes: readonly string[]): HTMLElement {
  const rows = classesOnMap(points, classes.length).map(({ test, mistakes, training, centre }, index) => [
    classes[index] ?? "",
    ...[test, mistakes, training].map(count),
    ...(centre === undefined ? ["–", "–"] : centre.map(decimal)),
  ]);
  const numbers = [t("Test examples"), t("Mistakes"), t("Training examples"), t("Mean across"), t("Mean up")];
  return table(t("Map of the features by class"), [t("Class"), ...numbers.map((number) => ({ number }))], rows);
}
