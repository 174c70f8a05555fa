/** Small pictures side by side, enlarged without smoothing. */
import type { ReportPart } from "../src/protocol/report";
import { h } from "./dom";

type TilesPart = Extract<ReportPart, { type: "tiles" }>;

export const isTiles = (part: ReportPart): part is TilesPart => part.type === "tiles";

export function tilesPicture(part: TilesPart): HTMLElement {
  const tiles = part.tiles.map((tile) =>
    h(
      "figure",
      { class: "tile" },
      canvasOf(part, tile),
      h("figcaption", { class: "muted" }, tile.note === undefined ? tile.title : `${tile.title} ${tile.note}`),
    ),
  );
  return h("div", { class: "tiles" }, ...tiles);
}

function canvasOf({ width, height, channels }: TilesPart, { title, values }: TilesPart["tiles"][number]): HTMLElement {
  const canvas = h("canvas", { width, height, role: "img", "aria-label": title });
  const pixels = new ImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels.data[4 * pixel + channel] = values[channels * pixel + (channels === 3 ? channel : 0)] ?? 0;
    }
    pixels.data[4 * pixel + 3] = 255;
  }
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
  return canvas;
}
