/**
 * Which words of a vocabulary stand for a class. The name of a class may be several synonyms (`great white shark, white
 * shark, Carcharodon carcharias`), each of one word or more.
 *
 * The first synonym that is one known word stands for the class. Where there is none, the words of the first synonym
 * that has known ones stand for it together: their mean. A hyphen joins: `go-kart` is looked up as it is and then as two
 * words, but a hyphenated synonym is not preferred to the name that comes before it, as `man-eater` would be to
 * `great white shark`.
 *
 * @see Norouzi et al., Zero-Shot Learning by Convex Combination of Semantic Embeddings, ICLR 2014, which takes a phrase
 *   of its vocabulary for each label
 */

export interface NamedWords {
  /** Of the class, as it is given. */
  readonly name: string;
  /** Those that stand for it: one, or several that are averaged; none where all are unknown. */
  readonly words: readonly string[];
  /** The synonym that they were taken from. */
  readonly synonym: string;
  /** Words of that synonym that are not in the vocabulary; those of the first one where none has known words. */
  readonly unknown: readonly string[];
}

/** What is asked of a vocabulary; its words are in lower case. */
export interface Vocabulary {
  has(word: string): boolean;
}

/** @param name of a class; folders may spell spaces as `_` */
export function wordsFor(name: string, vocabulary: Vocabulary): NamedWords {
  const synonyms = synonymsOf(name);
  const [first = ""] = synonyms;
  const single = synonyms.find((synonym, at) => isOneWord(synonym, at === 0) && vocabulary.has(synonym));
  if (single !== undefined) return { name, words: [single], synonym: single, unknown: [] };
  for (const synonym of synonyms) {
    const { known, unknown } = lookUp(synonym, vocabulary);
    if (known.length > 0) return { name, words: known, synonym, unknown };
  }
  return { name, words: [], synonym: first, unknown: lookUp(first, vocabulary).unknown };
}

/** The names of a class, in lower case and with single spaces. */
export const synonymsOf = (name: string): string[] =>
  name
    .split(",")
    .map((synonym) => synonym.toLowerCase().replaceAll("_", " ").replace(/\s+/g, " ").trim())
    .filter((synonym) => synonym !== "");

const isOneWord = (synonym: string, isFirst: boolean): boolean =>
  !synonym.includes(" ") && (isFirst || !synonym.includes("-"));

function lookUp(synonym: string, vocabulary: Vocabulary): { known: string[]; unknown: string[] } {
  const parts = synonym.split(" ").filter((word) => !joining.has(word));
  const words = parts.flatMap((part) => (vocabulary.has(part) ? [part] : piecesOf(part)));
  return {
    known: words.filter((word) => vocabulary.has(word)),
    unknown: words.filter((word) => !vocabulary.has(word)),
  };
}

/** `carpenter's` is `carpenter`, `jack-o'-lantern` is `jack` and `lantern`. */
const piecesOf = (word: string): string[] =>
  word
    .split("-")
    .map((piece) => piece.replace(/['’]s?$/, ""))
    .filter((piece) => piece.length > 1);

/** Words that join others and mean nothing of their own. */
const joining = new Set(["a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"]);

/**
 * Classes for which the same words stand, such as the two cranes of ImageNet: by their words they cannot be told apart.
 *
 * @returns groups of two or more, as indices, in the order of their first
 */
export function homographs(classes: readonly Pick<NamedWords, "words">[]): number[][] {
  const byWords = new Map<string, number[]>();
  classes.forEach(({ words }, index) => {
    if (words.length === 0) return;
    const key = [...words].sort().join(" ");
    byWords.set(key, [...(byWords.get(key) ?? []), index]);
  });
  return [...byWords.values()].filter(({ length }) => length > 1);
}
