/** A finished run whose method shows points in a plane and small pictures. */
import { randomFor } from "../../src/math/random";
import type { ReportPart } from "../../src/protocol/report";
import type { RunView } from "../../src/protocol/view";
import { scatterPart, tilesPart } from "../fixtures/report";
import { finishedView } from "./sample-view";

const SIDE = 7;

export function picturesView(): RunView {
  const random = randomFor("pictures view");
  const cloud = (x: number, y: number) =>
    Array.from({ length: 60 }, (): [number, number] => [x + random.uniform(-2, 2), y + random.uniform(-1, 1)]);
  const parts: ReportPart[] = [
    {
      ...partOf(scatterPart, "scatter"),
      groups: [
        { title: "Source", mark: "circle", points: cloud(0, 0) },
        { title: "Target", mark: "cross", points: cloud(3, 1) },
      ],
    },
    {
      ...partOf(tilesPart, "tiles"),
      height: SIDE,
      width: SIDE,
      tiles: Array.from({ length: 16 }, (_, tile) => ({ title: `base ${tile + 1}`, values: strokeOf(tile) })),
    },
  ];
  return { ...finishedView(), parts };
}

/** A stroke that turns from picture to picture. */
const strokeOf = (tile: number): number[] =>
  Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const [x, y] = [(pixel % SIDE) - 3, Math.floor(pixel / SIDE) - 3];
    const angle = (tile / 16) * Math.PI;
    return Math.round(255 * Math.exp(-((x * Math.sin(angle) - y * Math.cos(angle)) ** 2) / 2));
  });

function partOf<Type extends ReportPart["type"]>(part: ReportPart, type: Type): Extract<ReportPart, { type: Type }> {
  const isOfType = (one: ReportPart): one is Extract<ReportPart, { type: Type }> => one.type === type;
  if (!isOfType(part)) throw new Error(`no ${type}`);
  return part;
}
