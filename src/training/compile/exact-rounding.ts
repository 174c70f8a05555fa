/**
 * What of a graph is hidden from TensorFlow's rewriting, so that the graph rounds as the plain step does.
 *
 * Before it runs a graph TensorFlow replaces arithmetic by what is equal in real numbers: a division by a constant by
 * a product, x / √y by x · 1/√y, a power by a square, a·b + a·c by a·(b + c), sums of sums by one sum, (a·b)·c by
 * a·(b·c) where that broadcasts less, products with two constants by one with their product, a convolution and its
 * normalisation by one operation. In 32-bit numbers these differ in the last bit, and training enlarges that. Nothing
 * is replaced across a `PlaceholderWithDefault`, which passes on its input while it is not fed. Neighbours that
 * TensorFlow joins without other bits, as a convolution and its bias, stay visible.
 */
import type { TFJSBinding } from "./native-backend";
import type { ConstantNode, OpNode } from "./recording";

/** Operations with a second input that decides how they are rewritten. */
const BY_SECOND_INPUT = /^(RealDiv|Pow)$/;
/** As a part of a convolution it makes 0 of what is no number, which then nobody sees. */
const RECTIFIER = /^(Relu|Relu6|Elu|LeakyRelu)$/;
/** Chains of them are rearranged. */
const ASSOCIATIVE = /^(Add|AddV2|AddN|Mul)$/;
/** Its sum with a bias becomes one operation. */
const TAKES_BIAS = /Conv|MatMul/;

/** Whether a constant is hidden. Those from before the step are not: weights of a frozen part are worth folding. */
export const isHiddenConstant = (
  { dtype, isCaptured }: Pick<ConstantNode, "dtype" | "isCaptured">,
  { TF_FLOAT }: Pick<TFJSBinding, "TF_FLOAT">,
): boolean => dtype === TF_FLOAT && !isCaptured;

/**
 * Whether an input of an operation is hidden.
 *
 * @param position of the input
 * @param from the node that gives it
 */
export function isHiddenInput(
  { op, attributes, inputs }: OpNode,
  position: number,
  from: OpNode | ConstantNode,
  { TF_FLOAT }: Pick<TFJSBinding, "TF_FLOAT">,
): boolean {
  const isFloat = attributes.some(({ name, value }) => name === "T" && value === TF_FLOAT);
  if (!isFloat) return false;
  if (BY_SECOND_INPUT.test(op)) return position === 1;
  if (RECTIFIER.test(op)) return true;
  // Where its weights are constants, those of a frozen part, it may become part of the convolution before it.
  if (op.startsWith("FusedBatchNorm")) return position === 0 && inputs.some(({ kind }) => kind === "variable");
  return ASSOCIATIVE.test(op) && from.kind === "op" && !TAKES_BIAS.test(from.op);
}
