/** A short piece of a line, drawn as in the chart, to stand before its name. */
import type { ArmStyle } from "./arms";
import { svg } from "./dom";

/** Pixels. @param faint whether it is drawn lighter, as validation is */
export const lineWidth = (faint: boolean): number => (faint ? 1.25 : 2.25);

export function lineSample(style: ArmStyle, faint = false): SVGElement {
  const line = svg("line", { x1: 1, y1: 5, x2: 25, y2: 5, "stroke-width": lineWidth(faint) });
  line.setAttribute("stroke-dasharray", style.dash.join(" "));
  line.style.setProperty("stroke", style.colour);
  return svg("svg", { class: "line-sample", width: 26, height: 10, "aria-hidden": "true" }, line);
}
