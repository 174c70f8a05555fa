/** The data and the step of a multitask training: balanced batches of all tasks, and their figures. */
import { balancedBatches } from "../../math/balanced-batches";
import { projectionOrders } from "../../math/pcgrad";
import { derivedSeed, randomFor } from "../../math/random";
import { variantOf } from "../../training/inputs";
import type { Totals } from "../../training/loop-progress";
import { notFinite } from "../../training/not-finite";
import { Optimizer, slotsOf, type Slot } from "../../training/optimizers";
import { rateOf } from "../../training/rehearsal";
import { tf } from "../../training/tf";
import type { Lesson } from "../../training/training-loop";
import type { Trial } from "../../training/trial";
import { GradientAngles } from "./gradient-angles";
import type { JointNetwork } from "./joint-network";
import { jointStep, taskKey, type Joint, type JointInputs, type TaskWeights } from "./joint-step";
import type { LearntTask } from "./learnt-task";
import type { Options } from "./options";

export interface LessonOptions {
  trial: Trial;
  joint: JointNetwork;
  /** The target first. */
  tasks: readonly LearntTask[];
  weights: TaskWeights;
  options: Options & { shares: boolean };
}

interface Batch {
  epoch: number;
  /** Whether it is the last one of its epoch. */
  isLast: boolean;
  /** Of each task. */
  indices: number[][];
  values: Float32Array[];
}

/** Angles are measured in so many epochs at most, in even steps: they cost some passes. */
const ANGLE_POINTS = 20;

/** Every task has the same number of examples in a batch; what `batchSize` says is divided among them, rounded up. */
export const shareOf = (batchSize: number, tasks: number): number => Math.ceil(batchSize / tasks);

export async function jointLesson(options: LessonOptions): Promise<Lesson<Batch>> {
  const { trial, joint, tasks } = options;
  const { training } = trial.experiment;
  const { seed } = trial;
  const share = shareOf(training.batchSize, tasks.length);
  const batchOf = balancedBatches({
    sizes: tasks.map(({ inputs }) => inputs.count),
    batchSize: share * tasks.length,
    seed,
  });
  // An epoch is a pass over the largest task; the examples of smaller ones come round more often.
  const batches = Math.ceil(Math.max(...tasks.map(({ inputs }) => inputs.count)) / share);
  const angles = options.options.shares ? await GradientAngles.of({ tasks, shared: joint.shared, seed }) : undefined;
  const step = new JointStepper(options, batches * training.epochs * training.seeds.length);
  const anglesEvery = Math.ceil(training.epochs / ANGLE_POINTS);
  return {
    loss: tasks[0]?.loss ?? "",
    batches,
    async read(epoch, batch) {
      const indices = batchOf((epoch - 1) * batches + batch);
      const variant = variantOf(training.augmentation, epoch);
      const values: Float32Array[] = [];
      for (const [task, { inputs }] of tasks.entries()) {
        values.push(...(await inputs.read(Int32Array.from(indices[task] ?? []), variant)));
      }
      return { epoch, isLast: batch === batches - 1, indices, values };
    },
    step(batch, at) {
      const isMeasured = batch.isLast && (batch.epoch === 1 || batch.epoch % anglesEvery === 0);
      const measured = isMeasured ? (angles?.measure() ?? {}) : {};
      const told = Object.entries(measured).map(([name, angle]): [string, [number, number]] => [name, [angle, 1]]);
      return { ...step.run(batch, at), ...Object.fromEntries(told) };
    },
    async *prepare() {
      yield* await Promise.resolve([]);
    },
    async validate() {
      if (trial.target.validation === undefined) return undefined;
      const figures = [];
      for (const task of tasks) figures.push(await task.validate());
      return Object.assign({}, ...figures) as Awaited<ReturnType<LearntTask["validate"]>>;
    },
    checkNext: () => {
      step.checkNext();
    },
    dispose: () => {
      step.dispose();
    },
  };
}

/** The compiled step, with its optimizer. */
class JointStepper {
  private readonly optimizer: Optimizer;
  private readonly step;
  private readonly noiseSeed: number;

  constructor(
    private readonly of: LessonOptions,
    expectedSteps: number,
  ) {
    const { trial, joint, tasks, weights } = of;
    const { training } = trial.experiment;
    this.optimizer = new Optimizer(training.optimizer, jointSlots(of), trial.state);
    this.noiseSeed = derivedSeed("noise", trial.seed);
    const given: Joint = {
      tasks: tasks.map(({ predicts }, task) => ({ predicts, own: joint.ownOf(task) })),
      shared: joint.shared,
      forward: (examples, noise) => joint.forward(examples, noise),
      weights,
      optimizer: this.optimizer,
    };
    this.step = trial.services.compiler.compile((inputs: JointInputs) => jointStep(given, inputs), {
      expectedCalls: () => expectedSteps,
    });
  }

  run({ indices, values }: Batch, at: number): Totals {
    const { trial, tasks } = this.of;
    const inputs = this.inputsOf({ indices, values }, at);
    const outputs = this.step.run(inputs);
    const valueOf = (what: "loss" | "correct" | "weight", task: number) => outputs[taskKey(what, task)]?.dataSync()[0];
    const totals = tasks.map((task, index): Totals => {
      const count = indices[index]?.length ?? 0;
      const loss = valueOf("loss", index) ?? NaN;
      if (!Number.isFinite(loss))
        throw notFinite(trial.experiment, `the loss of the task ${task.name} became ${loss} in step ${at + 1}`);
      const weight = valueOf("weight", index);
      const figures = task.totalsOf({ loss, correct: valueOf("correct", index) ?? 0, count });
      return weight === undefined ? figures : { ...figures, [`weight/${task.name}`]: [weight, 1] };
    });
    tf.dispose([inputs, outputs]);
    return Object.assign({}, ...totals) as Totals;
  }

  private inputsOf({ indices, values }: Pick<Batch, "indices" | "values">, at: number): JointInputs {
    const { trial, tasks, weights, options } = this.of;
    return tf.tidy((): JointInputs => {
      const ofTasks = tasks.flatMap((task, index): [string, tf.Tensor][] => {
        const rows = indices[index] ?? [];
        const answers = task.answersOf(rows);
        return [
          [taskKey("x", index), tf.tensor(values[index] ?? [], [rows.length, ...(task.inputs.shapes[0] ?? [])])],
          [taskKey("targets", index), answers.targets],
          ...("weights" in answers ? [[taskKey("weights", index), answers.weights] as [string, tf.Tensor]] : []),
        ];
      });
      return {
        ...(Object.fromEntries(ofTasks) as Record<string, tf.Tensor>),
        ...(weights.kind === "gradnorm" && this.gradNormInputs()),
        ...(options.gradientSurgery && { orders: ordersOf(tasks.length, trial.seed, at) }),
        rate: tf.scalar(rateOf(trial.services.rehearsal, trial.experiment.training.optimizer.learningRate, at)),
        noise: tf.tensor1d([this.noiseSeed, at], "int32"),
      };
    });
  }

  private gradNormInputs(): Record<string, tf.Tensor> {
    const { tasks, options } = this.of;
    return {
      weightRate: tf.scalar(options.weightRate),
      alpha: tf.scalar(options.gradnormAlpha),
      initialLosses: tf.tensor1d(tasks.map(({ initialLoss }) => initialLoss)),
    };
  }

  checkNext(): void {
    this.step.checkNext();
  }

  dispose(): void {
    this.step.dispose();
    this.optimizer.dispose();
  }
}

/** What the optimizer trains: the network, and the uncertainties of the tasks at a rate of their own. */
function jointSlots({ joint, weights, options, trial }: LessonOptions): Slot[] {
  const { network } = joint;
  const { learningRate } = trial.experiment.training.optimizer;
  const slots = slotsOf(network, network.trainedLayers);
  if (weights.kind !== "uncertainty") return slots;
  const rateFactor = options.weightRate / learningRate;
  return [
    ...slots,
    ...weights.s.map((variable, task): Slot => ({ name: `task-weight-${task}`, variable, rateFactor, decays: false })),
  ];
}

/** For each task, the others in a random order, each as a row with a one at its place. */
function ordersOf(tasks: number, seed: number, step: number): tf.Tensor3D {
  const orders = projectionOrders(tasks, randomFor(seed, "projection order", step));
  const rows = orders.map((order) =>
    order.map((other) => Array.from({ length: tasks }, (_, task) => (task === other ? 1 : 0))),
  );
  return tf.tensor3d(rows, [tasks, tasks - 1, tasks]);
}
