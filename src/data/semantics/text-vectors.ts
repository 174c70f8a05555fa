/**
 * Word vectors as text: a word and its numbers on each line, with spaces between, as GloVe and word2vec write them. A
 * first line that has two whole numbers only, their count and dimensions, is passed over.
 */
import { createHash } from "node:crypto";
import { t } from "@vscode/l10n";
import { readBytes } from "../bytes";
import { fault } from "../fault";
import type { Place } from "../place";
import { nearWords } from "./near-words";
import type { WordVectors } from "./types";

/** Larger ones take too long to read at each start. */
const MAX_BYTES = 64 << 20;

/** @throws ProblemError where a line is not as it has to be */
export async function readTextVectors(place: Place): Promise<WordVectors> {
  if (place.bytes > MAX_BYTES) {
    const size = `${MAX_BYTES >> 20} MiB`;
    const way = t("keep the words that you need, or use the installed ones ({0})", "transfer-lab get glove-100d");
    throw fault(
      "large-vectors",
      place.path,
      t("must have at most {0} as text, got {1} MiB; {2}", size, place.bytes >> 20, way),
    );
  }
  const chunks: Buffer[] = [];
  for await (const chunk of readBytes(place)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const vectors = vectorsOf(bytes.toString("utf8"), place);
  const [first] = vectors.values();
  if (first === undefined) throw fault("empty", place.path, t("has no words; {0}", form()));
  return {
    dimensions: first.length,
    count: vectors.size,
    fingerprint: createHash("sha256").update(bytes).digest("hex"),
    has: (word) => vectors.has(word),
    vectorOf: (word) => Promise.resolve(vectors.get(word)?.slice()),
    suggestionsFor: (word, most) => nearWords(vectors.keys(), word, most),
    close: () => Promise.resolve(),
  };
}

const form = (): string => t("each line has a word and its numbers, with spaces between");

function vectorsOf(text: string, place: Place): ReadonlyMap<string, Float32Array> {
  const vectors = new Map<string, Float32Array>();
  let dimensions: number | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const [word = "", ...numbers] = line.trim().split(/[ \t]+/);
    if (word === "" || (index === 0 && isHeading(word, numbers))) continue;
    const at = t("line {0}", index + 1);
    dimensions ??= numbers.length;
    if (numbers.length === 0 || numbers.length !== dimensions) {
      const rule = dimensions === 0 ? form() : t("must have {0} numbers, as the first word has", dimensions);
      throw fault("vector-length", place.path, t("{0}, got {1}", rule, numbers.length), at);
    }
    const vector = Float32Array.from(numbers, Number);
    const wrong = numbers[vector.findIndex((value) => !Number.isFinite(value))];
    if (wrong !== undefined)
      throw fault("vector-value", place.path, t("must have numbers, got {0}", JSON.stringify(wrong)), at);
    if (vectors.has(word))
      throw fault("word-twice", place.path, t("must have each word once, got {0} again", word), at);
    vectors.set(word, vector);
  }
  return vectors;
}

const isHeading = (word: string, numbers: readonly string[]): boolean =>
  numbers.length === 1 && [word, ...numbers].every((part) => /^\d+$/.test(part));
