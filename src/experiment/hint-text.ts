/** Hints as text, assembled from the words of a language. */
import type { Hint } from "./hints";

/** Whole phrases; counts come with the separators of the language already. */
export interface HintWords {
  number: (count: number) => string;
  parameters: (count: string) => string;
  /** How many layers a pattern means. */
  layers: (count: number) => string;
  frozen: (count: number) => string;
  /** Layers that another line decides about. */
  decidedElsewhere: (count: number) => string;
  /** In how many layers a rate holds. */
  inLayers: (count: number) => string;
  /** From which epoch on all of them train. */
  settled: (epoch: number) => string;
  from: (epoch: number) => string;
  /** To how much of it a rate falls. */
  falls: (percent: number) => string;
  train: (count: string, classes: string | undefined) => string;
  validate: (count: string) => string;
  test: (count: string) => string;
}

type Of<K extends Hint["kind"]> = Extract<Hint, { kind: K }>;

export function hintText(hint: Hint, words: HintWords): string {
  switch (hint.kind) {
    case "layers":
      return layersText(hint, words);
    case "rates":
      return ratesText(hint, words);
    case "examples":
      return examplesText(hint, words);
  }
}

/** Layer by layer, in columns; undefined where the hint is about one or none. */
export function hintTable(hint: Hint, words: HintWords): string | undefined {
  if (hint.kind === "examples" || hint.layers.length < 2) return undefined;
  return inColumns(
    hint.kind === "layers"
      ? hint.layers.map((layer) => [layer.name, layer.state, shapeAndWeights(layer, words)])
      : hint.layers.map(({ name, rate, from }) => [name, short(rate), from === 1 ? "" : words.from(from)]),
  );
}

/** Of a long list the first ones are shown. */
const MOST_LINES = 40;

function inColumns(lines: readonly (readonly string[])[]): string {
  const shown = lines.slice(0, MOST_LINES);
  const widths = [0, 1].map((column) => Math.max(...shown.map((line) => (line[column] ?? "").length)));
  const text = shown.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...text, ...(lines.length > MOST_LINES ? ["…"] : [])].join("\n");
}

function layersText({ layers, state: asked }: Of<"layers">, words: HintWords): string {
  const [only, ...others] = layers;
  if (only === undefined) return "";
  const elsewhere = layers.filter(({ state }) => state !== asked);
  if (others.length === 0 && elsewhere.length === 0) return shapeAndWeights(only, words);
  const weights = layers.reduce<number | undefined>(
    (total, { parameters }) => (total === undefined || parameters === undefined ? undefined : total + parameters),
    0,
  );
  const frozen = elsewhere.filter(({ state }) => state === "frozen").length;
  return [
    words.layers(layers.length),
    ...(weights === undefined ? [] : [words.parameters(words.number(weights))]),
    ...(frozen > 0 ? [words.frozen(frozen)] : []),
    ...(elsewhere.length > frozen ? [words.decidedElsewhere(elsewhere.length - frozen)] : []),
  ].join(" · ");
}

/** `→ 13×13×32 · 9,248 parameters` */
function shapeAndWeights(
  { outputShape, parameters }: Pick<Of<"layers">["layers"][number], "outputShape" | "parameters">,
  words: HintWords,
): string {
  const shape = outputShape.map((side) => side ?? "?").join("×");
  const parts = [
    shape === "" ? "" : `→ ${shape}`,
    parameters === undefined ? "" : words.parameters(words.number(parameters)),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function ratesText({ layers, end }: Of<"rates">, words: HintWords): string {
  const settled = Math.max(1, ...layers.map(({ from }) => from));
  return [
    ...rateOfLayers(layers, words),
    ...(settled > 1 ? [words.settled(settled)] : []),
    ...(end === 1 ? [] : [words.falls(Math.round(100 * end))]),
  ].join(" · ");
}

function rateOfLayers(layers: Of<"rates">["layers"], words: HintWords): string[] {
  const [first] = layers;
  if (first === undefined) return [];
  if (layers.every(({ rate }) => rate === first.rate)) return [words.inLayers(layers.length)];
  const each = layers.map(({ name, rate }) => `${name} ${short(rate)}`);
  return layers.length <= 3 ? each : [`${each[0] ?? ""} … ${each.at(-1) ?? ""}`];
}

function examplesText({ train, validation, test, classes }: Of<"examples">, words: HintWords): string {
  const { number } = words;
  return [
    words.train(number(train), classes === 0 ? undefined : number(classes)),
    ...(validation === 0 ? [] : [words.validate(number(validation))]),
    ...(test === undefined ? [] : [words.test(number(test))]),
  ].join(" · ");
}

const short = (rate: number): string => String(Number(rate.toPrecision(2)));
