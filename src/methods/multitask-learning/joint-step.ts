/**
 * One step of all tasks in plain tfjs: their losses on their own examples, weighted against each other, and one step of
 * the optimizer. Everything that changes from step to step is an input.
 */
import type { Predicts } from "../../experiment/types";
import type { Optimizer } from "../../training/optimizers";
import { tf } from "../../training/tf";
import { gradientProducts, mixedGradients, projectedShares } from "./gradient-surgery";
import { recognised, taskLoss, type Answers } from "./task-loss";
import { steppedTaskWeights, uncertaintyFactor, uncertaintyWeighted } from "./weighting";

/** What weighs the losses, with what is learnt for it. */
export type TaskWeights =
  | { kind: "uniform" }
  /** s = log σ² of each task, scalars; the optimizer has them among its weights. */
  | { kind: "uncertainty"; s: readonly tf.Variable<tf.Rank.R0>[] }
  /** w [tasks]; the weights in the last shared layer, whose gradients are compared; Lᵢ(0) [tasks]. */
  | { kind: "gradnorm"; w: tf.Variable<tf.Rank.R1>; lastShared: tf.Variable };

export interface Joint {
  tasks: readonly { predicts: Predicts; own: readonly tf.Variable[] }[];
  /** Weights that all tasks train; none where each task has its own network. */
  shared: readonly tf.Variable[];
  /** @param examples of each task @returns for each task [n, outputs], of its own examples */
  forward: (examples: readonly tf.Tensor[], noise: tf.Tensor1D) => tf.Tensor2D[];
  weights: TaskWeights;
  optimizer: Optimizer;
}

export interface JointInputs extends Record<string, tf.Tensor> {
  /** Of the network's weights. */
  rate: tf.Scalar;
  /** int32 [2]: the trial's seed and the step. */
  noise: tf.Tensor1D;
  // Of each task: x0, targets0, and where it tells classes apart weights0.
  // For GradNorm: weightRate and alpha, scalars, and initialLosses [tasks].
  // For PCGrad: orders [tasks, tasks − 1, tasks], as `projectedShares` takes them.
}

/** Names of inputs and outputs of a task. */
export const taskKey = (what: "x" | "targets" | "weights" | "loss" | "correct" | "weight", task: number): string =>
  `${what}${task}`;

/**
 * @returns of each task, before the step: `loss0` its mean loss without its weight, `correct0` how many examples are
 *   recognised where it tells classes apart, and `weight0` where that is learnt; the caller disposes them
 */
export function jointStep(joint: Joint, inputs: JointInputs): Record<string, tf.Tensor> {
  return tf.tidy(() => {
    const told: Record<string, tf.Tensor> = weightsOf(joint);
    const losses = (tells = false): tf.Scalar[] => {
      const { tasks } = joint;
      const outputs = joint.forward(
        tasks.map((_, task) => inputOf(inputs, taskKey("x", task))),
        inputs.noise,
      );
      return outputs.map((output, task) => {
        const answers = answersIn(inputs, task);
        const loss = taskLoss(output, answers);
        if (tells) {
          told[taskKey("loss", task)] = tf.keep(loss.clone());
          if ("weights" in answers) told[taskKey("correct", task)] = tf.keep(recognised(output, answers.targets));
        }
        return loss;
      });
    };
    const gradients = "orders" in inputs ? withSurgery(joint, losses, inputs) : ofSum(joint, losses);
    const stepped = steppedWeights(joint, losses, inputs);
    joint.optimizer.apply(gradients, inputs.rate);
    if (stepped !== undefined && joint.weights.kind === "gradnorm") joint.weights.w.assign(stepped);
    return told;
  });
}

/** @param tells whether the outputs of the step are to be taken from it */
type Losses = (tells?: boolean) => tf.Scalar[];
type Gradients = Record<string, tf.Tensor>;

/** What each task's loss is weighted with now; empty where that is always 1. */
function weightsOf({ tasks, weights }: Joint): Record<string, tf.Tensor> {
  if (weights.kind === "uniform") return {};
  return Object.fromEntries(
    tasks.map(({ predicts }, task) => [
      taskKey("weight", task),
      weights.kind === "gradnorm"
        ? weightAt(weights.w, task)
        : uncertaintyFactor(predicts, variableAt(weights.s, task)),
    ]),
  );
}

const weightAt = (weights: tf.Tensor1D, task: number): tf.Scalar => weights.slice([task], [1]).asScalar();

function variableAt<T>(variables: readonly T[], task: number): T {
  const variable = variables[task];
  if (variable === undefined) throw new Error(`task ${task} has no weight`);
  return variable;
}

function weighted({ tasks, weights }: Joint, loss: tf.Scalar, task: number): tf.Scalar {
  switch (weights.kind) {
    case "uniform":
      return loss;
    case "uncertainty":
      return uncertaintyWeighted(tasks[task]?.predicts ?? "class", loss, variableAt(weights.s, task));
    case "gradnorm":
      return loss.mul(weightAt(weights.w, task));
  }
}

/** What the tasks train, with what is learnt of their weights. */
function variablesOf({ tasks, weights }: Joint, task: number): readonly tf.Variable[] {
  const own = tasks[task]?.own ?? [];
  return weights.kind === "uncertainty" ? [...own, variableAt(weights.s, task)] : own;
}

function ofSum(joint: Joint, losses: Losses): Gradients {
  const sum = () =>
    losses(true)
      .map((loss, task) => weighted(joint, loss, task))
      .reduce((total, loss) => total.add(loss));
  const own = joint.tasks.flatMap((_, task) => variablesOf(joint, task));
  return tf.variableGrads(sum, [...joint.shared, ...own]).grads;
}

/** The tasks' gradients of the shared weights are projected against each other; what a task has alone keeps its own. */
function withSurgery(joint: Joint, losses: Losses, inputs: JointInputs): Gradients {
  const { tasks, shared } = joint;
  const each = tasks.map((_, task) => {
    const loss = () => weighted(joint, lossAt(losses(task === 0), task), task);
    return tf.variableGrads(loss, [...shared, ...variablesOf(joint, task)]).grads;
  });
  const ofShared = each.map((gradients) =>
    shared.map((variable) => gradients[variable.name] ?? tf.zerosLike<tf.Tensor>(variable)),
  );
  const shares = projectedShares(gradientProducts(ofShared), inputOf(inputs, "orders") as tf.Tensor3D);
  const mixed = mixedGradients(ofShared, shares);
  return Object.assign(
    {},
    ...each,
    Object.fromEntries(shared.map(({ name }, index) => [name, mixed[index]])),
  ) as Gradients;
}

const lossAt = (losses: readonly tf.Scalar[], task: number): tf.Scalar => losses[task] ?? tf.scalar(0);

/** GradNorm's weights after the step; undefined for other weightings. */
function steppedWeights({ tasks, weights }: Joint, losses: Losses, inputs: JointInputs): tf.Tensor1D | undefined {
  if (weights.kind !== "gradnorm") return undefined;
  const { w, lastShared } = weights;
  const each = tasks.map((_, task) => tf.variableGrads(() => lossAt(losses(), task), [lastShared]));
  const norms = each.map(({ grads }) => normOf(grads[lastShared.name] ?? tf.scalar(0)));
  return steppedTaskWeights(
    {
      weights: w,
      gradientNorms: tf.stack(norms).as1D(),
      losses: tf.stack(each.map(({ value }) => value)).as1D(),
      initialLosses: inputOf(inputs, "initialLosses") as tf.Tensor1D,
      alpha: inputOf(inputs, "alpha") as tf.Scalar,
    },
    inputOf(inputs, "weightRate") as tf.Scalar,
  );
}

const normOf = (gradient: tf.Tensor): tf.Scalar => gradient.square().sum().sqrt().asScalar();

function inputOf(inputs: JointInputs, name: string): tf.Tensor {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`the step lacks ${name}`);
  return tensor;
}

function answersIn(inputs: JointInputs, task: number): Answers {
  const targets = inputOf(inputs, taskKey("targets", task)) as tf.Tensor2D;
  const weights = inputs[taskKey("weights", task)];
  return weights === undefined ? { targets } : { targets, weights: weights as tf.Tensor1D };
}
