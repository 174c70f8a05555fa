/**
 * One step for inputs of one form: recorded, turned into a graph, checked against the plain step, then run as the graph.
 *
 * Whatever the plain step computes while it is recorded or checked is only compared: the numbers of a training come
 * from the graph from its first step on. So a training that is resumed, and recorded anew then, has the same numbers.
 */
import { tf } from "../tf";
import { largestDifference } from "./compare";
import type { GraphSession } from "./graph-session";
import { LinkedVariables } from "./linked-variables";
import type { NativeBackend } from "./native-backend";
import { record, type Tensors } from "./recorder";
import { changeBetween, type Recorded, type Recording } from "./recording";

export type Step<Inputs extends Tensors, Outputs extends Tensors> = (inputs: Inputs) => Outputs;

/** What graph and plain step may differ by, as a share of the largest value: some roundings of 32-bit numbers. */
const TOLERANCE = 1e-4;
/** A step that changes again and again is no step for a graph. */
const RECORDINGS = 4;
/** A check costs as much as some steps. */
const RUNS_BETWEEN_CHECKS = 128;

/** Gives a session for a recording; the same one for equal steps. `isTrusted` where that step was checked before. */
export interface SessionSource {
  sessionFor(recording: Recording, isExact: boolean): { session: GraphSession; isTrusted: boolean; trust: () => void };
}

export interface StepOptions {
  /**
   * Variables become constants of the graph, which TensorFlow may fold and merge with the operations: for steps that
   * change none, in which a difference of the last bits is not carried on.
   */
  constantVariables?: boolean;
}

/** How often each way was taken, and why not the graph. */
export interface StepCounts {
  graph: number;
  plain: number;
  /** The largest difference that a check found, as a share of the largest value. */
  difference: number;
  reasons: Set<string>;
}

interface Linked {
  session: GraphSession;
  recording: Recording;
  variables: LinkedVariables;
  /** Plain steps that still have to agree before the graph is trusted. */
  checksLeft: number;
  trust: () => void;
}

export class TracedStep<Inputs extends Tensors, Outputs extends Tensors> {
  private linked: Linked | undefined;
  private recordings = 0;
  private isPlain = false;
  private checkIsDue = false;
  private runsSinceCheck = 0;

  constructor(
    private readonly backend: NativeBackend,
    private readonly step: Step<Inputs, Outputs>,
    private readonly source: SessionSource,
    private readonly context: { counts: StepCounts; options: StepOptions },
  ) {}

  run(inputs: Inputs): Outputs {
    if (this.isPlain) return this.runPlain(inputs);
    const { linked } = this;
    if (linked === undefined) return this.begin(inputs);
    const isVoid = linked.recording.captured.some((dataId) => !this.backend.tensorMap.has(dataId));
    if (isVoid) {
      this.unlink();
      return this.begin(inputs);
    }
    return linked.checksLeft > 0 || this.checkIsDue ? this.check(inputs, linked) : this.runGraph(inputs, linked);
  }

  /** The next call is also run plainly and compared, unless that was done a short while ago. */
  checkNext(): void {
    this.checkIsDue ||= this.runsSinceCheck >= RUNS_BETWEEN_CHECKS;
  }

  dispose(): void {
    this.unlink();
  }

  private runPlain(inputs: Inputs): Outputs {
    this.context.counts.plain += 1;
    return this.step(inputs);
  }

  private runGraph(inputs: Inputs, { session, recording, variables }: Linked): Outputs {
    variables.moveIn();
    const ids = this.backend.getInputTensorIds(recording.inputs.map(({ name }) => inputOf(inputs, name)));
    const results = session.run(ids);
    variables.markChanged();
    this.context.counts.graph += 1;
    this.runsSinceCheck += 1;
    const named = recording.outputs.map(({ name }, index) => {
      const result = results[index];
      if (result === undefined) throw new Error(`the graph gave no ${name}`);
      return [name, this.backend.createOutputTensor(result)] as const;
    });
    return Object.fromEntries(named) as Outputs;
  }

  /** The first call: records the step, builds its graph, and runs both. */
  private begin(inputs: Inputs): Outputs {
    const plain = this.dryRun(inputs);
    this.recordings += 1;
    try {
      if (!plain.recorded.ok) return this.fallBack(plain, plain.recorded.reason);
      if (this.recordings > RECORDINGS)
        return this.fallBack(plain, "what the step holds on to is disposed again and again");
      const linked = this.link(plain.recorded.recording);
      return typeof linked === "string" ? this.fallBack(plain, linked) : this.compared(inputs, linked, plain);
    } finally {
      plain.forget();
    }
  }

  /** A later call that is run both ways; the step may have changed since it was recorded. */
  private check(inputs: Inputs, linked: Linked): Outputs {
    this.checkIsDue = false;
    this.runsSinceCheck = 0;
    const plain = this.dryRun(inputs);
    try {
      const reason = plain.recorded.ok
        ? changeBetween(linked.recording, plain.recorded.recording)
        : plain.recorded.reason;
      if (reason === undefined) return this.compared(inputs, linked, plain);
      this.unlink();
      if (this.recordings >= RECORDINGS || !plain.recorded.ok) return this.fallBack(plain, reason);
      this.context.counts.reasons.add(reason);
      this.context.counts.plain += 1;
      return plain.adopt();
    } finally {
      plain.forget();
    }
  }

  /** Runs the graph from where the plain step began; its numbers count if they are those of the plain step. */
  private compared(inputs: Inputs, linked: Linked, plain: DryRun<Outputs>): Outputs {
    let outputs: Outputs;
    try {
      outputs = this.runGraph(inputs, linked);
    } catch (error) {
      this.unlink();
      return this.fallBack(plain, `TensorFlow does not run the graph: ${firstLine(error)}`);
    }
    const difference = plain.differenceFrom(outputs);
    const { counts } = this.context;
    if (difference > TOLERANCE) {
      tf.dispose(Object.values(outputs));
      counts.graph -= 1;
      this.unlink();
      return this.fallBack(plain, `graph and plain step differ by ${difference.toExponential(1)} of the largest value`);
    }
    counts.difference = Math.max(counts.difference, difference);
    if (linked.checksLeft > 0) {
      linked.checksLeft -= 1;
      if (linked.checksLeft === 0) linked.trust();
    }
    return outputs;
  }

  private fallBack(plain: DryRun<Outputs>, reason: string): Outputs {
    this.isPlain = true;
    this.context.counts.reasons.add(reason);
    this.context.counts.plain += 1;
    return plain.adopt();
  }

  private link(recording: Recording): Linked | string {
    const isConstant = this.context.options.constantVariables === true;
    try {
      const { session, isTrusted, trust } = this.source.sessionFor(recording, !isConstant);
      const variables = new LinkedVariables(this.backend, session, recording.variables, [...recording.updates.keys()]);
      // A number that JavaScript computes anew each time shows in a second recording, not in the first. A step over
      // constants computes none.
      this.linked = { session, recording, variables, checksLeft: isTrusted || isConstant ? 1 : 2, trust };
      return this.linked;
    } catch (error) {
      return `TensorFlow refuses the graph: ${firstLine(error)}`;
    }
  }

  private unlink(): void {
    this.linked?.variables.dispose();
    this.linked = undefined;
  }

  /** The plain step, recorded; afterwards the variables are as they were before it. */
  private dryRun(inputs: Inputs): DryRun<Outputs> {
    const all = Object.values(tf.engine().state.registeredVariables);
    separate(this.backend, all);
    const before = all.map((variable) => ({ variable, start: variable.clone() }));
    const kept = this.context.options.constantVariables === true ? [] : all;
    const step = (given: Tensors) => this.step(given as Inputs);
    try {
      const { outputs, recorded } = record(this.backend, step, inputs, kept);
      const changed = before
        .filter(({ variable, start }) => !variable.isDisposed && variable.dataId !== start.dataId)
        .map(({ variable, start }) => ({ variable, start, end: variable.clone() }));
      for (const { variable, start } of changed) variable.assign(start);
      return new DryRun(outputs, recorded, changed);
    } finally {
      tf.dispose(before.map(({ start }) => start));
    }
  }
}

/** What a plain step has computed, set aside. */
class DryRun<Outputs extends Tensors> {
  private outputs: Outputs | undefined;

  constructor(
    outputs: Outputs,
    readonly recorded: Recorded,
    private readonly changed: readonly { variable: tf.Variable; end: tf.Tensor }[],
  ) {
    this.outputs = outputs;
  }

  /** Makes it count: sets the variables. @returns the results, which the caller owns from now on */
  adopt(): Outputs {
    const { outputs } = this;
    if (outputs === undefined) throw new Error("a plain step counts once");
    this.outputs = undefined;
    for (const { variable, end } of this.changed) variable.assign(end);
    return outputs;
  }

  differenceFrom(outputs: Outputs): number {
    const results = Object.entries(this.outputs ?? {}).map(([name, plain]) => {
      return [inputOf(outputs, name).dataSync(), plain.dataSync()] as const;
    });
    const variables = this.changed.map(({ variable, end }) => [variable.dataSync(), end.dataSync()] as const);
    return largestDifference([...results, ...variables]);
  }

  forget(): void {
    tf.dispose(this.changed.map(({ end }) => end));
    if (this.outputs !== undefined) tf.dispose(Object.values(this.outputs));
    this.outputs = undefined;
  }
}

/** Gives each variable data of its own where it shares them with another one or a clone, so that an id tells them apart. */
function separate(backend: NativeBackend, variables: readonly tf.Variable[]): void {
  for (const variable of variables) {
    const { refCount, dtype } = backend.tensorMap.get(variable.dataId);
    if (refCount === 1) continue;
    const type = { name: "T", type: backend.binding.TF_ATTR_TYPE, value: dtype };
    const copy = backend.executeSingleOutput("Identity", [type], [variable]);
    variable.assign(copy);
    copy.dispose();
  }
}

function inputOf(tensors: Tensors, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`the step was recorded with ${name}, which is missing`);
  return tensor;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.slice(0, 300) ?? "";
