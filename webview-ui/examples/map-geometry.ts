/** Where points of the map are drawn, and which of them are meant. Pure. */

export type Point = readonly [x: number, y: number];

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

/** Both axes in the same measure, so that distances are true; up is up. */
export function placing(points: readonly Point[], { width, height, margin }: Frame): (point: Point) => Point {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  }
  const scale = Math.min((width - 2 * margin) / (right - left || 1), (height - 2 * margin) / (top - bottom || 1));
  const [middle, centre] = [(left + right) / 2, (bottom + top) / 2];
  return ([x, y]) => [width / 2 + (x - middle) * scale, height / 2 - (y - centre) * scale];
}

/** Whether a point lies inside an outline that is closed by itself: a line from it crosses the outline an odd number of times. */
export function isInside([x, y]: Point, outline: readonly Point[]): boolean {
  let inside = false;
  for (const [index, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(index + 1) % outline.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** @returns index of the nearest point within a distance, if one is */
export function nearestTo([x, y]: Point, points: readonly Point[], within: number): number | undefined {
  let nearest: number | undefined;
  let least = within;
  for (const [index, [px, py]] of points.entries()) {
    const distance = Math.hypot(px - x, py - y);
    if (distance > least) continue;
    [nearest, least] = [index, distance];
  }
  return nearest;
}

/** Screen directions. */
const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
export type Arrow = keyof typeof steps;
export const isArrow = (key: string): key is Arrow => key in steps;

/** @returns index of the nearest point that lies in the direction of the arrow, within 45° of it; nothing at the edge */
export function neighbour(from: Point, points: readonly Point[], arrow: Arrow): number | undefined {
  const [dx, dy] = steps[arrow];
  let nearest: number | undefined;
  let least = Infinity;
  for (const [index, [x, y]] of points.entries()) {
    const along = (x - from[0]) * dx + (y - from[1]) * dy;
    const across = Math.abs((x - from[0]) * dy) + Math.abs((y - from[1]) * dx);
    const distance = Math.hypot(along, across);
    if (along <= 0 || across > along || distance >= least) continue;
    [nearest, least] = [index, distance];
  }
  return nearest;
}
