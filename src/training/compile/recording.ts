/** What one run of a step did to TensorFlow, as plain data: enough to write it down as a graph. */
import type { tf } from "../tf";
import type { TensorValues, TFEOpAttr } from "./native-backend";

/** Where a value in a step comes from. */
export type Source =
  | { kind: "input"; name: string }
  /** A variable as the step found it; an index into `Recording.variables`. */
  | { kind: "variable"; variable: number }
  /** A result of an earlier node of the step. */
  | { kind: "node"; node: number; output: number };

export interface OpNode {
  kind: "op";
  op: string;
  attributes: readonly TFEOpAttr[];
  inputs: readonly Source[];
}

/** A value that JavaScript made, or a tensor from before the step that is neither an input nor a variable. */
export interface ConstantNode {
  kind: "constant";
  dtype: number;
  shape: readonly number[];
  values: TensorValues;
  /** The tfjs operation that made it, for messages; empty where it is not known. */
  madeIn: string;
  /** From before the step. */
  isCaptured: boolean;
}

export interface TensorSpec {
  name: string;
  /** TensorFlow's number of the type. */
  dtype: number;
  shape: readonly number[];
}

export interface Recording {
  inputs: readonly TensorSpec[];
  /** Those the step reads or changes, in the order in which it meets them. */
  variables: readonly tf.Variable[];
  nodes: readonly (OpNode | ConstantNode)[];
  outputs: readonly (TensorSpec & { source: Source })[];
  /** New values of variables at the end of the step, by index. */
  updates: ReadonlyMap<number, Source>;
  /** Tensors from before the step that became constants; once they are disposed the recording is void. */
  captured: readonly tf.DataId[];
}

export type Recorded = { ok: true; recording: Recording } | { ok: false; reason: string };

/** @returns what of the second recording of the same step differs from the first; undefined where nothing does */
export function changeBetween(first: Recording, second: Recording): string | undefined {
  if (first.nodes.length !== second.nodes.length)
    return `the step runs ${first.nodes.length} operations, then ${second.nodes.length}`;
  for (const [index, node] of first.nodes.entries()) {
    const other = second.nodes[index];
    const change = other === undefined ? "an operation is missing" : nodeChange(node, other);
    if (change !== undefined) return change;
  }
  const flow = (recording: Recording) =>
    JSON.stringify([
      recording.outputs.map(({ source }) => source),
      [...recording.updates],
      recording.nodes.map((node) => (node.kind === "op" ? node.inputs : 0)),
    ]);
  return flow(first) === flow(second) ? undefined : "results of the step flow another way";
}

function nodeChange(first: OpNode | ConstantNode, second: OpNode | ConstantNode): string | undefined {
  if (first.kind === "constant" && second.kind === "constant") return constantChange(first, second);
  if (first.kind !== "op" || second.kind !== "op" || first.op !== second.op)
    return `the operation ${nameOf(first)} becomes ${nameOf(second)}`;
  return JSON.stringify(first.attributes) === JSON.stringify(second.attributes)
    ? undefined
    : `the settings of the operation ${first.op} change`;
}

const nameOf = (node: OpNode | ConstantNode): string => (node.kind === "op" ? node.op : "constant");

function constantChange(first: ConstantNode, second: ConstantNode): string | undefined {
  const isSame = first.dtype === second.dtype && first.shape.join() === second.shape.join();
  if (!isSame) return "the shape of a constant changes";
  const at = first.values.findIndex((value, index) => !Object.is(value, second.values[index]));
  if (at < 0) return undefined;
  const place = first.madeIn === "" ? "" : ` (made in ${first.madeIn})`;
  return `a number that JavaScript computes${place} changes from ${String(first.values[at])} to ${String(second.values[at])}; make it an input of the step`;
}
