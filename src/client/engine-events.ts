/** Typed events of an engine, each subscription with its end. */
import type { MetricRow, RunState, Stage } from "../protocol/metrics";
import type { Problem } from "../protocol/problem";

export interface EngineEvents {
  row: MetricRow;
  stage: Stage;
  state: RunState;
  warning: Problem;
  studied: unknown;
  ended: "finished" | "stopped";
  failed: Problem;
}

export interface Subscription {
  dispose(): void;
}

type Listeners = { [K in keyof EngineEvents]: Set<(value: EngineEvents[K]) => void> };

/** Of `studied`, `ended` and `failed` only the first one ever is passed on, and nothing after it. */
export class EngineEmitter {
  readonly #listeners: Listeners = {
    row: new Set(),
    stage: new Set(),
    state: new Set(),
    warning: new Set(),
    studied: new Set(),
    ended: new Set(),
    failed: new Set(),
  };
  #over = false;

  /** Whether the run or study has ended, one way or the other. */
  get over(): boolean {
    return this.#over;
  }

  on<K extends keyof EngineEvents>(event: K, listener: (value: EngineEvents[K]) => void): Subscription {
    this.#listeners[event].add(listener);
    return { dispose: () => this.#listeners[event].delete(listener) };
  }

  emit<K extends keyof EngineEvents>(event: K, value: EngineEvents[K]): void {
    if (this.#over) return;
    if (event === "studied" || event === "ended" || event === "failed") this.#over = true;
    for (const listener of [...this.#listeners[event]]) listener(value);
  }

  /** Nothing is passed on from now on. */
  close(): void {
    this.#over = true;
  }
}
