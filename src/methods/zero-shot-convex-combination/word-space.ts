/** Where the names of classes lie among the words. */
import { wordsFor, type NamedWords } from "../../data/semantics/class-names";
import type { WordVectors } from "../../data/semantics/types";
import { unitVector } from "../../math/cosine-ranking";

export interface EmbeddedName extends NamedWords {
  /** Of length 1; undefined where no word of the name is known. */
  vector: readonly number[] | undefined;
}

/**
 * Each name as the direction of its words: their vectors are brought to length 1 before they are averaged, and so is the
 * mean. A rare word then counts as much as a common one, whose vector is longer.
 */
export async function embedNames(names: readonly string[], vectors: WordVectors): Promise<EmbeddedName[]> {
  const embedded: EmbeddedName[] = [];
  for (const name of names) {
    const found = wordsFor(name, vectors);
    const directions: (readonly number[])[] = [];
    for (const word of found.words) {
      const vector = await vectors.vectorOf(word);
      if (vector !== undefined) directions.push(unitVector(Array.from(vector)));
    }
    embedded.push({ ...found, vector: directionOf(directions) });
  }
  return embedded;
}

function directionOf(directions: readonly (readonly number[])[]): readonly number[] | undefined {
  const [first] = directions;
  if (first === undefined) return undefined;
  return unitVector(first.map((_, axis) => directions.reduce((sum, direction) => sum + (direction[axis] ?? 0), 0)));
}
