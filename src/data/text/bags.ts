/** Bags of words: how often each text has each word of a vocabulary that all texts share. */
import { GrowingIntegers } from "../growing-integers";
import { englishStopWords } from "./stop-words";
import type { TextSettings } from "./settings";

interface Bags {
  /** The most frequent words first; of equals, in code-unit order. */
  vocabulary: readonly string[];
  /** @returns counts of the words of the vocabulary in a text */
  countsOf(text: number): Float32Array;
}

/** Takes texts one after the other and keeps of each only which words it has, and how often. */
export class BagsBuilder {
  private readonly ids = new Map<string, number>();
  /** Words of all texts, and how often each text has it, text after text. */
  private readonly words = new GrowingIntegers();
  private readonly counts = new GrowingIntegers();
  private readonly starts = [0];

  /** Takes the words of the next text. */
  add(words: readonly string[]): void {
    const own = new Map<number, number>();
    for (const word of words) {
      const id = this.idOf(word);
      own.set(id, (own.get(id) ?? 0) + 1);
    }
    for (const [id, count] of own) {
      this.words.push(id);
      this.counts.push(count);
    }
    this.starts.push(this.words.length);
  }

  finish(settings: TextSettings): Bags {
    const [words, counts] = [this.words.finish(), this.counts.finish()];
    const vocabulary = this.vocabulary(settings, words, counts);
    const columnOf = new Map(vocabulary.map((word, column) => [this.ids.get(word) ?? -1, column]));
    return {
      vocabulary,
      countsOf: (text) => {
        const row = new Float32Array(vocabulary.length);
        for (let at = this.starts[text] ?? 0; at < (this.starts[text + 1] ?? 0); at++) {
          const column = columnOf.get(words[at] ?? -1);
          if (column !== undefined) row[column] = counts[at] ?? 0;
        }
        return row;
      },
    };
  }

  private vocabulary({ words: most, minTexts, stopWords }: TextSettings, words: Int32Array, counts: Int32Array) {
    const texts = new Int32Array(this.ids.size);
    const totals = new Float64Array(this.ids.size);
    words.forEach((id, at) => {
      texts[id] = (texts[id] ?? 0) + 1;
      totals[id] = (totals[id] ?? 0) + (counts[at] ?? 0);
    });
    const isLeftOut = (word: string) => stopWords === "english" && englishStopWords.has(word);
    return [...this.ids]
      .filter(([word, id]) => (texts[id] ?? 0) >= minTexts && !isLeftOut(word))
      .sort(([a, i], [b, j]) => (totals[j] ?? 0) - (totals[i] ?? 0) || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([word]) => word);
  }

  private idOf(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(word, id);
    return id;
  }
}
