/** What only a method shows, as a table: for those who cannot see a picture, and for exact figures. */
import { partTable } from "../src/protocol/part-table";
import type { ReportPart } from "../src/protocol/report";
import { scroller, table } from "./dom";

export function partAsTable(part: ReportPart): HTMLElement {
  const { columns, rows } = partTable(part);
  const headings = columns.map(({ title, isFigure }) => (isFigure ? { number: title } : title));
  const cells = rows.map((row) => row.map((cell) => (cell === "" ? "–" : cell)));
  return scroller(part.title, table(part.title, headings, cells));
}
