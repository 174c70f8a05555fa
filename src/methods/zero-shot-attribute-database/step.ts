/** One step of a network that learns from seen classes, in plain tfjs; everything that changes is an input. */
import type { Network } from "../../training/network";
import type { Optimizer, Slot } from "../../training/optimizers";
import { tf } from "../../training/tf";
import { goalLoss, type Goal } from "./goal";

export interface StepInputs extends Record<string, tf.Tensor> {
  /** [n, …shape] */
  x: tf.Tensor;
  /** [n, classes], a one for each example's class */
  targets: tf.Tensor2D;
  /** [n], what each example counts */
  weights: tf.Tensor1D;
  /** [classes, outputs], what the network is to say of each class */
  answers: tf.Tensor2D;
  /** [classes] */
  bias: tf.Tensor1D;
  rate: tf.Scalar;
  /** int32 [2]: the trial's seed and the step. */
  noise: tf.Tensor1D;
}

/** Before the step. */
export interface Told extends Record<string, tf.Tensor> {
  /** Mean, nats. */
  loss: tf.Scalar;
  /** Examples whose own class scores highest among those that are taught. */
  correct: tf.Scalar;
  /** Share of outputs on the right side of 0. */
  right: tf.Scalar;
}

interface Stepped {
  network: Network;
  slots: readonly Slot[];
  optimizer: Optimizer;
  goal: Pick<Goal, "saysAttributes">;
}

/** @returns the caller disposes them */
export function seenClassStep({ network, slots, optimizer, goal }: Stepped, inputs: StepInputs): Told {
  return tf.tidy(() => {
    let told: Pick<Told, "correct" | "right"> | undefined;
    const { value, grads } = tf.variableGrads(
      () => {
        const outputs = network.withNoise(inputs.noise, () => outputsOf(network, inputs));
        const { loss, correct, right } = judged(outputs, inputs, goal);
        told = { correct: tf.keep(correct), right: tf.keep(right) };
        return loss;
      },
      slots.map(({ variable }) => variable),
    );
    optimizer.apply(grads, inputs.rate);
    return { loss: value, ...told } as Told;
  });
}

/** What outputs are worth against the classes of their examples; call it in a tidy. */
export function judged(
  outputs: tf.Tensor2D,
  { targets, weights, answers, bias }: Pick<StepInputs, "targets" | "weights" | "answers" | "bias">,
  goal: Pick<Goal, "saysAttributes">,
): Told {
  const wanted = tf.matMul(targets, answers).as2D(targets.shape[0], -1);
  const scores = tf.matMul(outputs, answers, false, true).add(bias);
  const isRight = tf.equal(outputs.greater(0).toFloat(), wanted).toFloat();
  return {
    loss: goalLoss(goal, outputs, { targets, answers: wanted, weights }),
    correct: tf.sum(tf.equal(scores.argMax(1), targets.argMax(1)).toFloat()).asScalar(),
    right: tf.mean(isRight).asScalar(),
  };
}

/** @returns [n, outputs] */
function outputsOf({ model }: Network, { x, targets }: StepInputs): tf.Tensor2D {
  const called = model.call([x], { training: true });
  const [first] = Array.isArray(called) ? called : [called];
  if (first === undefined) throw new Error("a network has an output");
  return first.as2D(targets.shape[0], -1);
}
