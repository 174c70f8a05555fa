/** The classes of the map with their marks; each is a button that selects its examples. */
import { t } from "@vscode/l10n";
import { h, svg } from "../dom";
import { count } from "../format";
import type { ThemeColours } from "../theme";
import { drawMark } from "./map-marks";
import type { MapPoint } from "./map-points";

const SIDE = 14;

/** @param select the examples of a class, by their index */
export function mapLegend(
  { classes, points }: { classes: readonly string[]; points: readonly MapPoint[] },
  theme: ThemeColours,
  select: (indices: readonly number[], name: string) => void,
): HTMLElement {
  const items = classes.flatMap((name, truth) => {
    const own = points.flatMap((point, index) => (point.truth === truth ? [index] : []));
    if (own.length === 0) return [];
    const element = h(
      "button",
      { type: "button", class: "secondary" },
      mark(truth, theme),
      `${name} (${count(own.length)})`,
    );
    element.setAttribute("aria-label", t("Select the {0} examples of {1}", count(own.length), name));
    element.addEventListener("click", () => {
      select(own, name);
    });
    return [h("li", {}, element)];
  });
  return h(
    "ul",
    { class: "map-legend", "aria-label": t("Classes") },
    ...items,
    h("li", { class: "muted" }, mistakeMark(), t("mistake")),
  );
}

function mark(truth: number, theme: ThemeColours): HTMLElement {
  const canvas = h("canvas", { width: 2 * SIDE, height: 2 * SIDE, class: "legend-mark", "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  if (ctx !== null) {
    ctx.scale(2, 2);
    drawMark(ctx, [SIDE / 2, SIDE / 2], { truth, size: 5, alpha: 1 }, theme);
  }
  return canvas;
}

const mistakeMark = (): SVGElement =>
  svg(
    "svg",
    { viewBox: "0 0 14 14", class: "legend-mark", "aria-hidden": "true" },
    svg("circle", { cx: 7, cy: 7, r: 6, fill: "none", stroke: "currentColor" }),
  );
