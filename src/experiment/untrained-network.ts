/**
 * A network that is not trained yet. Names of layers follow from the architecture alone; shapes and numbers of weights
 * depend on the input, and what depends on a side or a colour that nobody knows yet is left open.
 */
import type { Architecture } from "../models/architectures";
import type { LayerSummary, ModelSummary } from "../models/layer-summary";
import { summarizeTopology } from "../models/summarize";
import { architectureTopology } from "../models/topology";

interface LikelyInput {
  /** Of the data, as far as it is known; null where examples differ. */
  shape: readonly (number | null)[] | undefined;
  /** Side that pictures are brought to, where the file says it. */
  size: number | undefined;
  /** Classes, 0 where they are not known. */
  outputs: number;
}

export function untrainedNetwork(architecture: Architecture, input: LikelyInput): ModelSummary {
  const { outputs } = input;
  const summaryFor = (guess: Guess) =>
    summarizeTopology(architectureTopology(architecture, shapeFor(architecture, input, guess), Math.max(1, outputs)));
  // What is the same for both guesses does not depend on them.
  const [first, second] = [summaryFor(guesses[0]), summaryFor(guesses[1])];
  const layers = first.layers.map((layer, at) => inCommon(layer, second.layers[at] ?? layer));
  return { ...first, layers, outputs, inputShape: first.inputShape.map(() => null) };
}

type Guess = Readonly<Record<"height" | "width" | "channels" | "columns", number>>;

/** Two inputs that differ in all that may not be known. */
const guesses: readonly [Guess, Guess] = [
  { height: 32, width: 32, channels: 3, columns: 8 },
  { height: 48, width: 40, channels: 1, columns: 9 },
];

/** Pictures of different sizes and colours are brought to one size, in colour: `inputShapeFor` of the engine. */
function shapeFor({ input }: Architecture, { shape = [], size }: LikelyInput, guess: Guess): number[] {
  if (input === "table") return [shape.length === 1 ? (shape[0] ?? guess.columns) : guess.columns];
  const [height, width, channels] = shape.length === 3 ? shape : [];
  const side = (known: number | null | undefined, guessed: number) =>
    size ?? (known === null ? 64 : (known ?? guessed));
  return [side(height, guess.height), side(width, guess.width), channels === null ? 3 : (channels ?? guess.channels)];
}

function inCommon(layer: LayerSummary, other: LayerSummary): LayerSummary {
  const outputShape = layer.outputShape.map((side, axis) => (side === other.outputShape[axis] ? side : null));
  return { ...layer, outputShape, ...(layer.parameters !== other.parameters && { isEstimate: true as const }) };
}
