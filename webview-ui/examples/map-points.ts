/** The examples of the map of one seed, as points with what is known of them. Pure. */
import type { Predictions } from "../../src/protocol/predictions";
import type { Side } from "../../src/protocol/examples";
import type { Point } from "./map-geometry";

export interface MapPoint {
  readonly side: Side;
  readonly name: string;
  readonly point: Point;
  /** Index of its class; null where training did not see it. */
  readonly truth: number | null;
  /** What it was taken for; only of test examples. */
  readonly predicted?: number;
}

/** Training examples first, so that test examples are drawn above them. */
export function mapPoints({ map, examples }: Predictions): MapPoint[] {
  if (map === undefined) return [];
  const training = map.training.names.map((name, index): MapPoint => ({
    side: "training",
    name,
    point: map.training.points[index] ?? [0, 0],
    truth: map.training.truth[index] ?? null,
  }));
  const test = map.test.examples.map((example, index): MapPoint => ({
    side: "test",
    name: examples.names[example] ?? "",
    point: map.test.points[index] ?? [0, 0],
    truth: examples.truth[example] ?? 0,
    predicted: examples.predicted[example] ?? 0,
  }));
  return [...training, ...test];
}

export const isMistake = ({ truth, predicted }: MapPoint): boolean => predicted !== undefined && predicted !== truth;

export interface ClassOnMap {
  readonly test: number;
  readonly mistakes: number;
  readonly training: number;
  /** Mean of its examples; not there without any. */
  readonly centre?: Point;
}

/** What the map says of each class, for its table. */
export function classesOnMap(points: readonly MapPoint[], classes: number): ClassOnMap[] {
  return Array.from({ length: classes }, (_, index) => {
    const own = points.filter(({ truth }) => truth === index);
    const test = own.filter(({ side }) => side === "test");
    const mean = (axis: 0 | 1) => own.reduce((sum, { point }) => sum + point[axis], 0) / own.length;
    return {
      test: test.length,
      mistakes: test.filter(isMistake).length,
      training: own.length - test.length,
      ...(own.length > 0 && { centre: [mean(0), mean(1)] as const }),
    };
  });
}
