/** Things that have to be closed together: newest first, once; what is added afterwards is closed at once. */
import type { Disposable } from "vscode";

export class Disposables implements Disposable {
  #open: Disposable[] = [];
  #closed = false;

  add<T extends Disposable>(disposable: T): T {
    if (this.#closed) disposable.dispose();
    else this.#open.push(disposable);
    return disposable;
  }

  /** Calls `look` every `ms`, until closed. */
  every(ms: number, look: () => void): void {
    const timer = setInterval(look, ms);
    this.add({
      dispose: () => {
        clearInterval(timer);
      },
    });
  }

  dispose(): void {
    this.#closed = true;
    const closing = this.#open.reverse();
    this.#open = [];
    for (const disposable of closing) disposable.dispose();
  }
}
