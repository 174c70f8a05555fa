/**
 * Everything of a trial that has to survive a stop: weights, optimizer accumulators, the position in the data.
 *
 * A method registers what it has, under a name, and gets back what was saved under that name. The engine takes a
 * snapshot between two reports. Nothing else is saved, so what is not registered starts afresh after a resume.
 */
import type { z } from "zod";
import { tf } from "./tf";

export interface SavedTensor {
  name: string;
  shape: number[];
  dtype: "float32" | "int32";
  data: Float32Array | Int32Array;
}

export interface SavedState {
  values: Record<string, unknown>;
  tensors: SavedTensor[];
}

/** A value in the state; read and written as `cell.current`. It has to be JSON. */
export interface Cell<T> {
  current: T;
}

export class TrialState {
  private readonly cells = new Map<string, Cell<unknown>>();
  private readonly variables = new Map<string, tf.Variable>();
  private readonly savedTensors: Map<string, SavedTensor>;
  private readonly savedValues: Map<string, unknown>;

  /** @param saved what a snapshot returned; none for a fresh start */
  constructor(saved?: SavedState) {
    this.savedTensors = new Map(saved?.tensors.map((tensor) => [tensor.name, tensor]));
    this.savedValues = new Map(Object.entries(saved?.values ?? {}));
  }

  /** Registers a value; it starts as what was saved, else as `initial`. */
  cell<T>(name: string, schema: z.ZodType<T>, initial: T): Cell<T> {
    const cell: Cell<T> = { current: this.savedValues.has(name) ? schema.parse(this.savedValues.get(name)) : initial };
    this.savedValues.delete(name);
    this.cells.set(name, cell);
    return cell;
  }

  /** Registers a variable; it is set to what was saved, else left as it is. The caller goes on owning it. */
  variable(name: string, variable: tf.Variable): void {
    const saved = this.savedTensors.get(name);
    if (saved !== undefined) {
      const value = tf.tensor(saved.data, saved.shape, saved.dtype);
      variable.assign(value);
      value.dispose();
      this.savedTensors.delete(name);
    }
    this.variables.set(name, variable);
  }

  /** The variable of this name, where one is registered. */
  registered(name: string): tf.Variable | undefined {
    return this.variables.get(name);
  }

  /** Takes out every value and variable whose name starts so, and what was saved for them. */
  forget(prefix: string): void {
    for (const entries of [this.cells, this.variables, this.savedTensors, this.savedValues]) {
      for (const name of entries.keys()) if (name.startsWith(prefix)) entries.delete(name);
    }
  }

  /** The same state with a prefix before every name: for one part of a trial among several. */
  within(prefix: string): TrialState {
    return new PartOfState(this, prefix);
  }

  /** A copy of everything registered, now. */
  snapshot(): SavedState {
    return {
      values: Object.fromEntries([...this.cells].map(([name, cell]) => [name, structuredClone(cell.current)])),
      tensors: [...this.variables].map(([name, variable]) => ({
        name,
        shape: variable.shape,
        dtype: variable.dtype === "int32" ? "int32" : "float32",
        data:
          variable.dtype === "int32" ? Int32Array.from(variable.dataSync()) : Float32Array.from(variable.dataSync()),
      })),
    };
  }
}

class PartOfState extends TrialState {
  constructor(
    private readonly whole: TrialState,
    private readonly prefix: string,
  ) {
    super();
  }

  override cell<T>(name: string, schema: z.ZodType<T>, initial: T): Cell<T> {
    return this.whole.cell(`${this.prefix}${name}`, schema, initial);
  }

  override variable(name: string, variable: tf.Variable): void {
    this.whole.variable(`${this.prefix}${name}`, variable);
  }

  override registered(name: string): tf.Variable | undefined {
    return this.whole.registered(`${this.prefix}${name}`);
  }

  override forget(prefix: string): void {
    this.whole.forget(`${this.prefix}${prefix}`);
  }

  override snapshot(): SavedState {
    return this.whole.snapshot();
  }
}
