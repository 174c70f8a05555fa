/** Points in a plane, each group with a mark of its own; colour is never the only difference. */
import { t } from "@vscode/l10n";
import type { ReportPart } from "../src/protocol/report";
import { lineStyle } from "./arms";
import { h, svg } from "./dom";

type ScatterPart = Extract<ReportPart, { type: "scatter" }>;
type Mark = ScatterPart["groups"][number]["mark"];

/** Units of the drawing, which is scaled to the page. */
const [WIDTH, HEIGHT, MARGIN, SIZE] = [480, 320, 14, 4];

export const isScatter = (part: ReportPart): part is ScatterPart => part.type === "scatter";

export function scatterPicture(part: ScatterPart): Element {
  const points = part.groups.flatMap((group) => group.points);
  const place = placing(points);
  const drawn = part.groups.map((group, index) =>
    inColour(
      index,
      svg("g", { class: "scatter-group" }, ...group.points.map((point) => markAt(group.mark, place(point)))),
    ),
  );
  const title = `${part.title}: ${part.groups.map((group) => `${group.points.length} ${group.title}`).join(", ")}`;
  const frame = svg("rect", { class: "scatter-frame", x: 1, y: 1, width: WIDTH - 2, height: HEIGHT - 2 });
  const picture = svg(
    "svg",
    { class: "scatter", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    frame,
    ...drawn,
  );
  return h("div", {}, picture, axes(part), legend(part));
}

/** The page's policy forbids style attributes in markup, not properties. */
function inColour(index: number, element: SVGElement): SVGElement {
  element.style.setProperty("--mark", lineStyle(index).colour);
  return element;
}

/** Both axes in the same measure, so that distances are true. */
function placing(
  points: readonly (readonly [number, number])[],
): (point: readonly [number, number]) => [number, number] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, bottom, top] = [least(xs), -least(xs.map((x) => -x)), least(ys), -least(ys.map((y) => -y))];
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left || 1), (HEIGHT - 2 * MARGIN) / (top - bottom || 1));
  const [middle, centre] = [(left + right) / 2, (bottom + top) / 2];
  return ([x, y]) => [WIDTH / 2 + (x - middle) * scale, HEIGHT / 2 - (y - centre) * scale];
}

const least = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value), Infinity);

function markAt(mark: Mark, [x, y]: readonly [number, number]): SVGElement {
  switch (mark) {
    case "circle":
      return svg("circle", { cx: x, cy: y, r: SIZE - 1 });
    case "square":
      return svg("rect", { x: x - SIZE + 1, y: y - SIZE + 1, width: 2 * SIZE - 2, height: 2 * SIZE - 2 });
    case "triangle":
      return svg("path", { d: `M${x} ${y - SIZE}L${x + SIZE} ${y + SIZE - 1}H${x - SIZE}Z` });
    case "cross":
      return svg("path", { d: `M${x - SIZE + 1} ${y - SIZE + 1}l6 6m0 -6l-6 6` });
  }
}

const axes = ({ x, y }: ScatterPart): HTMLElement =>
  h("p", { class: "muted" }, t("Across: {0}. Up: {1}. Both in the same measure.", x.title, y.title));

const legend = ({ groups }: ScatterPart): HTMLElement =>
  h(
    "ul",
    { class: "scatter-legend" },
    ...groups.map(({ title, mark, points }, index) =>
      h(
        "li",
        {},
        inColour(index, svg("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, markAt(mark, [6, 6]))),
        h("span", {}, `${title} (${points.length})`),
      ),
    ),
  );
