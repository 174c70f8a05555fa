/**
 * What a run will take, roughly, before it is started: from how long the network takes for an example on its way forward,
 * measured, and from which of its layers train.
 *
 * A step through a layer costs about three times its way forward (forward, gradient of inputs, gradient of weights). What
 * lies before the first layer that trains is computed once an example and kept. Early stopping may end a run sooner.
 */
import { t } from "@vscode/l10n";
import type { LayerSummary } from "../../models/layer-summary";
import type { LayerState, Training } from "../types";

export interface PlannedRun {
  /** Of the network, from input to output. */
  layers: readonly LayerSummary[];
  /** Of each layer with weights. */
  plan: readonly { name: string; state: LayerState }[];
  /** Milliseconds of an example. */
  forwardMs: number;
  /** Training examples of a trial. */
  examples: number;
  training: Pick<Training, "epochs" | "batchSize" | "seeds">;
  controls: readonly string[];
}

const STEP = 3;
/** The engine's start and the reading of data. */
const START_SECONDS = 3;
/** The engine with TensorFlow, before any network. */
const ENGINE_MEGABYTES = 300;
/** Of each trained weight: itself, its gradient, and what an optimizer keeps of it. */
const COPIES = 4;
/** Of each value on the way forward: itself and its gradient. */
const OF_VALUES = 2;
const BYTES = 4;

/** Controls that train the head alone. */
const OF_HEAD: readonly string[] = ["linear-probe"];

export function predictedRun({ layers, plan, forwardMs, examples, training, controls }: PlannedRun): {
  seconds: number;
  megabytes: number;
} {
  const first = plan.find(({ state }) => state !== "frozen")?.name;
  const from = layers.findIndex(({ name }) => name === first);
  const whole = costOf(layers);
  const frozen = whole === 0 || from < 0 ? 0 : costOf(layers.slice(0, from)) / whole;
  const steps = examples * training.epochs * training.seeds.length * STEP;
  const full = controls.filter((control) => !OF_HEAD.includes(control)).length;
  const ofExamples =
    examples * training.seeds.length * (frozen > 0 || controls.some((id) => OF_HEAD.includes(id)) ? 1 : 0);
  const milliseconds = forwardMs * (ofExamples + steps * (1 - frozen) + steps * full);
  const weights = layers.reduce((sum, { parameters }) => sum + parameters, 0) * COPIES;
  const values = layers.reduce((sum, { outputShape }) => sum + sizeOf(outputShape), 0) * training.batchSize * OF_VALUES;
  return {
    seconds: START_SECONDS + milliseconds / 1000,
    megabytes: ENGINE_MEGABYTES + ((weights + values) * BYTES) / 1e6,
  };
}

/** Multiplications: each weight at each position that it is applied at. */
const costOf = (layers: readonly LayerSummary[]): number =>
  layers.reduce((sum, { parameters, outputShape }) => sum + parameters * sizeOf(outputShape.slice(0, -1)), 0);

const sizeOf = (shape: readonly (number | null)[]): number =>
  shape.reduce<number>((product, side) => product * (side ?? 1), 1);

/** `under a minute`, `some 4 minutes`, `some 3 hours` */
export function durationText(seconds: number): string {
  if (seconds < 60) return t("under a minute");
  const minutes = Math.round(seconds / 60);
  if (seconds < 3600) return minutes === 1 ? t("some 1 minute") : t("some {0} minutes", minutes);
  const hours = Math.round(seconds / 3600);
  return hours === 1 ? t("some 1 hour") : t("some {0} hours", hours);
}

/** `some 340 MB`, `some 2.1 GB` */
export const memoryText = (megabytes: number): string =>
  megabytes < 1000
    ? t("some {0} MB", Math.round(megabytes / 10) * 10)
    : t("some {0} GB", (megabytes / 1000).toFixed(1));
