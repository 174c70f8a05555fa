/** Whether TensorFlow.js builds a network that others made, and finds the weights of all its layers. */
import type { ModelFiles } from "../models/model-files";
import { tf } from "./tf";

/** @returns the rule that is broken and what was received; undefined where all is well */
export async function buildFault({ topology, weightSpecs }: ModelFiles): Promise<string | undefined> {
  let model: tf.LayersModel;
  try {
    model = await tf.models.modelFromJSON(structuredClone(topology) as never);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? "") : String(error);
    return `must consist of layers that TensorFlow.js knows, got: ${reason}`;
  }
  const shapes = new Map(weightSpecs.map(({ name, shape }) => [name, shape.join(" × ")]));
  const unlike = model.weights.find((weight) => shapes.get(weight.originalName) !== weight.shape.join(" × "));
  model.dispose();
  return unlike === undefined
    ? undefined
    : `must have the weight ${unlike.originalName} of shape ${unlike.shape.join(" × ")}, got ${shapes.get(unlike.originalName) ?? "none"}`;
}
