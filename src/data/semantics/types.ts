/** What is known of classes apart from examples. */

/** A class-by-attribute table: it describes classes of which there may be no example. */
export interface AttributeTable {
  /** Names of the attributes, in the order of the columns. */
  readonly attributes: readonly string[];
  /** Names of the classes, in the order of the rows. */
  readonly classes: readonly string[];
  /** classes × attributes, row-major; as the file has them. */
  readonly values: Float32Array;
  /** Whether every value is 0 or 1. */
  readonly isBinary: boolean;
  /** SHA-256 of the file. */
  readonly fingerprint: string;
}

/** Word vectors by name, read by offset. */
export interface WordVectors {
  readonly dimensions: number;
  readonly count: number;
  /** Of the file. */
  readonly fingerprint: string;
  /** Whether the word is known; answered without the file, also after `close`. */
  has(word: string): boolean;
  /** @returns undefined where the word is unknown */
  vectorOf(word: string): Promise<Float32Array | undefined>;
  /** Known words near in spelling, the nearest first; answered without the file. */
  suggestionsFor(word: string, most: number): readonly string[];
  close(): Promise<void>;
}

/** As a method gets it. */
export type Semantics =
  | { readonly kind: "attributes"; readonly table: AttributeTable }
  | { readonly kind: "vectors"; readonly vectors: WordVectors };
