/**
 * Gathers calls: `action` runs once, `ms` after the first of them, and again for calls that came meanwhile. One run at a
 * time, so that a slow earlier one cannot finish after a later one. A failure goes to `onError`.
 */
import type { Disposable } from "vscode";

export class Coalesced implements Disposable {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(
    private readonly ms: number,
    private readonly action: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Asks for a run of the action, soon. */
  request(): void {
    if (this.#closed || this.#timer !== undefined) return;
    if (this.#running !== undefined) {
      this.#again = true;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.action()
        .catch(this.onError)
        .finally(() => {
          this.#running = undefined;
          if (!this.#again) return;
          this.#again = false;
          this.request();
        });
    }, this.ms);
  }

  dispose(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
