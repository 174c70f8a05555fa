/** What the networks of all seeds made of each test example, and the choice of those to look at. Pure. */
import type { Predictions } from "../../src/protocol/predictions";

/** What the network of one seed took an example for. */
export interface Answer {
  readonly seed: number;
  /** Index of a class. */
  readonly predicted: number;
  readonly lossNats: number;
  /** Probability of the predicted class, 0..1. */
  readonly confidence: number;
}

export interface ExampleResult {
  readonly name: string;
  /** Index of its class. */
  readonly truth: number;
  /** Those that fit the choice, by seed. */
  readonly answers: readonly Answer[];
  /** The largest of them, nats. */
  readonly lossNats: number;
}

export interface Choice {
  /** Index of a class. */
  readonly truth: number | "any";
  readonly predicted: number | "any" | "wrong";
  readonly seed: number | "any";
}

/** The mistakes of all seeds. */
export const allMistakes: Choice = { truth: "any", predicted: "wrong", seed: "any" };

/** @returns examples with an answer that fits, the largest loss first */
export function chosenResults(predictions: readonly Predictions[], choice: Choice): ExampleResult[] {
  const found = new Map<string, { truth: number; answers: Answer[] }>();
  for (const { seed, examples } of predictions) {
    if (choice.seed !== "any" && choice.seed !== seed) continue;
    for (const [index, name] of examples.names.entries()) {
      const [truth, predicted] = [examples.truth[index] ?? 0, examples.predicted[index] ?? 0];
      if (!fits(choice, truth, predicted)) continue;
      const result = found.get(name) ?? { truth, answers: [] };
      const [lossNats, confidence] = [examples.lossNats[index] ?? 0, examples.confidence[index] ?? 0];
      result.answers.push({ seed, predicted, lossNats, confidence });
      found.set(name, result);
    }
  }
  return [...found]
    .map(([name, result]) => ({
      name,
      ...result,
      lossNats: Math.max(...result.answers.map(({ lossNats }) => lossNats)),
    }))
    .sort((a, b) => b.lossNats - a.lossNats);
}

function fits(choice: Choice, truth: number, predicted: number): boolean {
  if (choice.truth !== "any" && choice.truth !== truth) return false;
  if (choice.predicted === "any") return true;
  return choice.predicted === "wrong" ? predicted !== truth : choice.predicted === predicted;
}

/** How often a network gave one of the answers. */
export const timesOf = (results: readonly ExampleResult[]): number =>
  results.reduce((sum, { answers }) => sum + answers.length, 0);
