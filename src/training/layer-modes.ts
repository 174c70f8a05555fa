/**
 * Lets each layer of a network decide between training and inference by itself, where tfjs decides for the whole model.
 * A frozen batch normalisation uses its moving statistics and leaves them. A dropout layer follows the layers it feeds.
 */
import { z } from "zod";
import { derivedSeed } from "../math/random";
import { normalizeByBatch } from "./batch-normalization";
import { nativeBackend } from "./compile/native-backend";
import { dropout } from "./stateless-random";
import { tf } from "./tf";

/** What the layers ask. */
export interface Modes {
  /** Whether a layer with weights is in training. */
  isTraining(layer: string): boolean;
  /** int32 [2]: the trial's seed and the step; decides the noise of every dropout. */
  noise(): tf.Tensor1D;
}

/**
 * @param weighted names of the layers with weights
 * @returns the layers that do something else in training: those with weights and dropout, by the layers that decide: one
 *   of them in training is enough
 */
export function takeOverModes(
  model: tf.LayersModel,
  weighted: ReadonlySet<string>,
  modes: Modes,
): Map<string, readonly string[]> {
  const deciders = new Map<string, readonly string[]>();
  for (const layer of model.layers) {
    const own = weighted.has(layer.name) ? [layer.name] : fedBy(layer, weighted);
    if (own.length > 0 && (weighted.has(layer.name) || isNoisy(layer))) deciders.set(layer.name, own);
    takeOver(layer, (asked) => asked === true && own.some((decider) => modes.isTraining(decider)), modes);
  }
  return deciders;
}

/** The nearest layers with weights behind a layer: its readers, or those behind its readers. */
function fedBy(layer: Layer, weighted: ReadonlySet<string>): string[] {
  const found = layer.outboundNodes.flatMap(({ outboundLayer: reader }) =>
    weighted.has(reader.name) ? [reader.name] : fedBy(reader, weighted),
  );
  return [...new Set(found)];
}

/** @param isTraining in a model that is a layer, that of the whole decides for all its layers */
function takeOver(layer: Layer, isTraining: Asks, modes: Modes): void {
  if (layer instanceof tf.LayersModel) for (const inner of layer.layers) takeOver(inner, isTraining, modes);
  else if (layer.getClassName() === "Dropout") takeOverDropout(layer, isTraining, modes);
  else if (layer.getClassName() === "BatchNormalization") takeOverBatchNormalization(layer, isTraining);
  else if (isRelu6(layer)) layer.call = (inputs) => tf.relu6(only(inputs));
  // What training changes elsewhere is noise that tfjs draws, which could not be repeated.
  else callWith(layer, () => false);
}

type Layer = tf.layers.Layer;
type Asks = (asked: unknown) => boolean;

/** One operation, where tfjs takes two that TensorFlow does not merge with a convolution. */
const isRelu6 = (layer: Layer): boolean =>
  layer.getClassName() === "ReLU" && z.object({ maxValue: z.literal(6) }).safeParse(layer.getConfig()).success;

const isNoisy = (layer: Layer): boolean =>
  layer.getClassName() === "Dropout" || (layer instanceof tf.LayersModel && layer.layers.some(isNoisy));

function callWith(layer: Layer, isTraining: Asks): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, settings) => call(inputs, { ...settings, training: isTraining(settings.training) });
}

function takeOverDropout(layer: Layer, isTraining: Asks, modes: Modes): void {
  const { rate } = z.object({ rate: z.number() }).parse(layer.getConfig());
  const own = derivedSeed("dropout", layer.name);
  layer.call = (inputs, settings) => {
    const input = only(inputs);
    if (!isTraining(settings.training)) return input.clone();
    return tf.tidy(() => dropout(input, rate, modes.noise().add(tf.tensor1d([own, 0], "int32"))));
  };
}

const batchNormalizationConfig = z.object({ axis: z.number(), epsilon: z.number(), momentum: z.number() });

/** Over the last axis of a picture it is one operation of TensorFlow; elsewhere it stays as tfjs composes it. */
function takeOverBatchNormalization(layer: Layer, isTraining: Asks): void {
  const backend = nativeBackend();
  const { axis, epsilon, momentum } = batchNormalizationConfig.parse(layer.getConfig());
  callWith(layer, isTraining);
  const composed = layer.call.bind(layer);
  if (backend === undefined) return;
  layer.call = (inputs, settings) => {
    const x = only(inputs);
    if (!isTraining(settings.training) || !is4D(x) || (axis !== -1 && axis !== 3)) return composed(inputs, settings);
    return tf.tidy(() => {
      const channels = x.shape[3];
      const weight = (name: string) => layer.weights.find(({ originalName }) => originalName.endsWith(`/${name}`));
      const follow = (name: string, value: tf.Tensor): void => {
        const moving = weight(name);
        const old = moving?.read();
        if (old !== undefined) moving?.write(old.sub(old.sub(value).mul(1 - momentum)));
      };
      return normalizeByBatch(backend, x, {
        gamma: weight("gamma")?.read() ?? tf.ones([channels]),
        beta: weight("beta")?.read() ?? tf.zeros([channels]),
        epsilon,
        onStatistics: (mean, variance) => {
          follow("moving_mean", mean);
          follow("moving_variance", variance);
        },
      });
    });
  };
}

const is4D = (x: tf.Tensor): x is tf.Tensor4D => x.rank === 4;

function only(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const input = Array.isArray(inputs) ? inputs[0] : inputs;
  if (input === undefined) throw new Error("the layer has an input");
  return input;
}
