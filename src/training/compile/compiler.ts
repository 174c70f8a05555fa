/**
 * `tf.function` for tfjs-node: takes a step that is written in plain tfjs, gradients and optimizer included, and runs
 * it as one TensorFlow graph.
 *
 * A step is a function of named tensors that returns named tensors and may change variables. What differs from call to
 * call (batch, rate, weights of losses, counters of random numbers) has to be an input; a number that JavaScript
 * computes becomes a constant of the graph. Where a step does not fit, or its graph does not agree with it, the plain
 * step is run and the reason is kept in `counts`.
 *
 * The caller owns inputs and results. A step reads no tensor back, and makes and disposes no variables.
 */
import { createHash } from "node:crypto";
import { savedModelOf } from "./graph-definition";
import { GraphSession } from "./graph-session";
import { allowLazyTensors } from "./lazy-tensors";
import { nativeBackend, type NativeBackend } from "./native-backend";
import type { Tensors } from "./recorder";
import type { Recording } from "./recording";
import { TracedStep, type SessionSource, type Step, type StepCounts, type StepOptions } from "./traced-step";

export interface CompileOptions<Inputs extends Tensors> extends StepOptions {
  /**
   * How often the step will be called with inputs of this form. Building a graph takes as long as some steps; below
   * `WORTH_COMPILING` the plain step is run. It must not depend on where a training was resumed.
   */
  expectedCalls?: (inputs: Inputs) => number;
}

export interface CompiledStep<Inputs extends Tensors, Outputs extends Tensors> {
  run(inputs: Inputs): Outputs;
  /** Compares graph and plain step at the next call; to be called once an epoch. */
  checkNext(): void;
  dispose(): void;
  readonly counts: Readonly<StepCounts>;
}

/** Fewer calls of one form than this are not worth a graph. */
export const WORTH_COMPILING = 16;
/** Graphs that are kept loaded for steps to come. */
const SESSIONS = 16;

export const noCounts = (): StepCounts => ({ graph: 0, plain: 0, difference: 0, reasons: new Set() });

/** Compiles the steps of one process; equal steps, of whatever trial, share one graph. */
export class Compiler {
  private readonly backend: NativeBackend | undefined;
  private readonly sessions: SessionCache | undefined;
  /** Over all steps. */
  readonly counts = noCounts();

  /**
   * The backend has to be started. Where it runs no graphs, every step is run plainly.
   *
   * @param graphs false runs every step plainly, for comparison
   */
  constructor({ graphs = true }: { graphs?: boolean } = {}) {
    this.backend = graphs ? nativeBackend() : undefined;
    if (this.backend === undefined) return;
    allowLazyTensors(this.backend);
    this.sessions = new SessionCache(this.backend);
  }

  compile<Inputs extends Tensors, Outputs extends Tensors>(
    step: Step<Inputs, Outputs>,
    options: CompileOptions<Inputs> = {},
  ): CompiledStep<Inputs, Outputs> {
    const counts = countsWithin(this.counts);
    const { backend, sessions } = this;
    const forms = new Map<string, TracedStep<Inputs, Outputs>>();
    const traced = (inputs: Inputs): TracedStep<Inputs, Outputs> | undefined => {
      const form = formOf(inputs);
      const known = forms.get(form);
      if (known !== undefined || backend === undefined || sessions === undefined) return known;
      if ((options.expectedCalls?.(inputs) ?? WORTH_COMPILING) < WORTH_COMPILING) return undefined;
      const made = new TracedStep(backend, step, sessions, { counts, options });
      forms.set(form, made);
      return made;
    };
    return {
      counts,
      run: (inputs) => {
        const form = traced(inputs);
        if (form !== undefined) return form.run(inputs);
        counts.plain += 1;
        return step(inputs);
      },
      checkNext: () => {
        for (const form of forms.values()) form.checkNext();
      },
      dispose: () => {
        for (const form of forms.values()) form.dispose();
        forms.clear();
      },
    };
  }

  dispose(): void {
    this.sessions?.dispose();
  }
}

/** Counts of one step that also count for all. */
function countsWithin(all: StepCounts): StepCounts {
  const own = noCounts();
  return {
    get graph() {
      return own.graph;
    },
    set graph(value) {
      all.graph += value - own.graph;
      own.graph = value;
    },
    get plain() {
      return own.plain;
    },
    set plain(value) {
      all.plain += value - own.plain;
      own.plain = value;
    },
    get difference() {
      return own.difference;
    },
    set difference(value) {
      own.difference = value;
      all.difference = Math.max(all.difference, value);
    },
    reasons: all.reasons,
  };
}

const formOf = (inputs: Tensors): string =>
  Object.entries(inputs)
    .map(([name, { dtype, shape }]) => `${name} ${dtype} ${shape.join("x")}`)
    .join();

/** Loaded graphs by their bytes; those longest unused go first. */
class SessionCache implements SessionSource {
  private readonly entries = new Map<string, { session: GraphSession; isTrusted: boolean }>();

  constructor(private readonly backend: NativeBackend) {}

  sessionFor(recording: Recording, isExact: boolean): ReturnType<SessionSource["sessionFor"]> {
    const graph = savedModelOf(recording, this.backend.binding, isExact);
    const key = createHash("sha256").update(graph).digest("hex");
    const entry = this.entries.get(key) ?? {
      session: new GraphSession(this.backend, graph, recording),
      isTrusted: false,
    };
    this.entries.delete(key);
    this.entries.set(key, entry);
    // The newest one has no tenant yet.
    this.shrinkTo(SESSIONS, [...this.entries].slice(0, -1));
    const trust = () => {
      entry.isTrusted = true;
    };
    return { session: entry.session, isTrusted: entry.isTrusted, trust };
  }

  dispose(): void {
    this.shrinkTo(0, [...this.entries]);
  }

  private shrinkTo(count: number, candidates: readonly [string, { session: GraphSession }][]): void {
    for (const [key, { session }] of candidates) {
      if (this.entries.size <= count) return;
      if (session.isInUse) continue;
      session.dispose();
      this.entries.delete(key);
    }
  }
}
