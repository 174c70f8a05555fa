/**
 * Variables of JavaScript whose newest values live in a session while a compiled step runs. They go in where
 * JavaScript changed them and come out when JavaScript looks at them, and at no other time.
 */
import type { tf } from "../tf";
import type { GraphSession, SessionTenant } from "./graph-session";
import { entryOf, makeLazy, type LazyEntry } from "./lazy-tensors";
import type { NativeBackend } from "./native-backend";

export class LinkedVariables implements SessionTenant {
  /** The data that the session holds, by variable. */
  private readonly inSession = new Map<number, tf.DataId>();
  /** Variables whose newest value is in the session only. */
  private readonly lazy = new Map<number, LazyEntry>();

  /**
   * @param variables of the recording, in its order
   * @param changed those that a step changes, by index
   */
  constructor(
    private readonly backend: NativeBackend,
    private readonly session: GraphSession,
    private readonly variables: readonly tf.Variable[],
    private readonly changed: readonly number[],
  ) {}

  /** Before a step: puts in what JavaScript has changed. */
  moveIn(): void {
    if (this.session.letTo(this)) this.inSession.clear();
    // Somebody holds on to a value that the step is going to overwrite, or has put another one in its place.
    if ([...this.lazy].some(([index, entry]) => entry.refCount !== 1 || this.entry(index) !== entry)) this.fetch();
    const outside = this.variables.flatMap(({ dataId }, index) =>
      this.inSession.get(index) === dataId ? [] : [index],
    );
    const values = this.backend.getInputTensorIds(outside.map((index) => this.at(index)));
    this.session.assign(outside, values);
    for (const index of outside) this.inSession.set(index, this.at(index).dataId);
  }

  /** After a step: JavaScript's values are old. */
  markChanged(): void {
    for (const index of this.changed) {
      if (this.lazy.has(index) && this.lazy.get(index) === this.entry(index)) continue;
      const variable = this.at(index);
      this.lazy.set(
        index,
        makeLazy(this.backend, variable, () => {
          this.fetch();
        }),
      );
      this.inSession.set(index, variable.dataId);
    }
  }

  moveOut(): void {
    this.fetch();
    this.inSession.clear();
  }

  /** Forgets the session; variables that are still there get their values. */
  dispose(): void {
    this.moveOut();
    this.session.leave(this);
  }

  /** Takes all changed values out of the session. */
  private fetch(): void {
    const wanted = [...this.lazy].filter(([, entry]) => entry.refCount > 0);
    this.lazy.clear();
    const values = this.session.read(wanted.map(([index]) => index));
    wanted.forEach(([, entry], position) => {
      entry.id = values[position]?.id ?? -1;
      entry.fetch = undefined;
    });
  }

  private entry(index: number): LazyEntry {
    return entryOf(this.backend, this.at(index).dataId);
  }

  private at(index: number): tf.Variable {
    const variable = this.variables[index];
    if (variable === undefined) throw new RangeError(`no variable ${index} in the recording`);
    return variable;
  }
}
