/** The names that examples are given, as a file. */
import { csvText } from "../csv-text";
import type { Cosines } from "./answers";

export interface Named {
  /** Of the whole field. */
  names: readonly string[];
  /** What to call an example. */
  nameOf: (example: number) => string;
  /** What it is; undefined where nobody knows. */
  classOf: (example: number) => string | undefined;
  /** Names of each example as indices, the best first. */
  rankings: readonly (readonly number[])[];
  cosines: readonly Cosines[];
}

/** Names a line. */
const MOST = 5;

/** @returns CSV: the example, its class where it is known, and its best names with their cosines */
export function predictionsText({ names, nameOf, classOf, rankings, cosines }: Named): string {
  const ranks = Array.from({ length: Math.min(MOST, rankings[0]?.length ?? 0) }, (_, rank) => rank);
  const head = ["example", "class", ...ranks.flatMap((rank) => [`name ${rank + 1}`, `cosine ${rank + 1}`])];
  const lines = rankings.map((ranking, example) => [
    nameOf(example),
    classOf(example) ?? "",
    ...ranks.flatMap((rank) => {
      const best = ranking[rank];
      return best === undefined ? ["", ""] : [names[best] ?? "", (cosines[example]?.[best] ?? 0).toFixed(4)];
    }),
  ]);
  return csvText([head, ...lines]);
}
