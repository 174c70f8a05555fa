/** The file of what a network answered for each test example, and where its last features lie. */
import { featurePlane } from "../math/feature-plane";
import { randomFor } from "../math/random";
import { MOST_PREDICTIONS, type FeatureMap, type Predictions } from "../protocol/predictions";
import type { Evaluation } from "../training/evaluate";
import type { Examples } from "../training/examples";

/** Examples on the map, of the test and of the training each. */
export const MOST_ON_MAP = 2000;

export interface Judged {
  seed: number;
  classes: readonly string[];
  examples: Examples;
  evaluation: Evaluation;
}

/** Features of some examples. */
export interface Features {
  /** Which examples they are of. */
  indices: readonly number[];
  rows: readonly Float32Array[];
}

export interface MappedFeatures {
  test: Features;
  training: Features & { examples: Examples };
}

/** @returns what the file says: of very many examples those with the largest loss */
export function predictionsOf(judged: Judged, mapped: MappedFeatures | undefined): Predictions {
  const { seed, classes, examples, evaluation } = judged;
  const { losses, predictions, confidences } = evaluation;
  const kept = keptExamples(losses);
  const { labels } = examples;
  const map = mapped && mapOf(mapped, new Map(kept.map((index, at) => [index, at])));
  return {
    version: 1,
    seed,
    classes: [...classes],
    total: examples.count,
    examples: {
      names: kept.map((index) => examples.nameOf(index)),
      truth: kept.map((index) => labels[index] ?? 0),
      predicted: kept.map((index) => predictions[index] ?? 0),
      lossNats: kept.map((index) => short(losses[index] ?? 0)),
      confidence: kept.map((index) => short(confidences[index] ?? 0)),
    },
    ...(map && { map }),
  };
}

function keptExamples(losses: Float32Array): number[] {
  const all = Array.from(losses, (_, index) => index);
  if (all.length <= MOST_PREDICTIONS) return all;
  const worst = all.sort((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0)).slice(0, MOST_PREDICTIONS);
  return worst.sort((a, b) => a - b);
}

/** @param places of the examples in the file, by their index */
function mapOf({ test, training }: MappedFeatures, places: ReadonlyMap<number, number>): FeatureMap | undefined {
  const plane = featurePlane([...test.rows, ...training.rows], randomFor("map"));
  if (plane === undefined) return undefined;
  const points = plane.points.map(([x, y]): [number, number] => [short(x), short(y)]);
  const shown = test.indices.flatMap((index, at) => {
    const [example, point] = [places.get(index), points[at]];
    return example === undefined || point === undefined ? [] : [{ example, point }];
  });
  const { examples, indices } = training;
  const labels = examples.hasLabels ? examples.labels : undefined;
  return {
    explained: plane.explained,
    test: { examples: shown.map(({ example }) => example), points: shown.map(({ point }) => point) },
    training: {
      names: indices.map((index) => examples.nameOf(index)),
      truth: indices.map((index) => labels?.[index] ?? null),
      points: points.slice(test.rows.length),
    },
  };
}

/** Six digits are more than any page shows. */
const short = (value: number): number => Number(value.toPrecision(6));
