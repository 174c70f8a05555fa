/** A short piece of a curve, drawn as in the chart, to stand before its name. */
import type { ArmStyle } from "./arms";
import type { Split } from "./curves";
import { svg } from "./dom";

/** Width of a curve in pixels: validation is drawn lighter than training. */
export const lineWidth = (split: Split): number => (split === "train" ? 2.25 : 1.25);

export function lineSample(style: ArmStyle, split: Split): SVGElement {
  const line = svg("line", { x1: 1, y1: 5, x2: 25, y2: 5, "stroke-width": lineWidth(split) });
  line.setAttribute("stroke-dasharray", style.dash.join(" "));
  line.style.setProperty("stroke", style.colour);
  return svg("svg", { class: "line-sample", width: 26, height: 10, "aria-hidden": "true" }, line);
}
