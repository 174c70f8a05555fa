/** Where a run waits and stops: asked between two steps. */
export class Gate {
  private wish: "run" | "pause" | "stop" = "run";
  private wake: (() => void) | undefined;
  private readonly abort = new AbortController();

  pause(): void {
    if (this.wish === "run") this.wish = "pause";
  }

  continue(): void {
    if (this.wish === "pause") this.wish = "run";
    this.wake?.();
  }

  stop(): void {
    this.wish = "stop";
    this.abort.abort();
    this.wake?.();
  }

  /** Ends what takes long before the first step: reading data. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  get stopping(): boolean {
    return this.wish === "stop";
  }

  /**
   * Lets messages in, and waits while paused: `onPause` before the wait, `onContinue` after it.
   */
  async pass({
    onPause,
    onContinue,
  }: {
    onPause: () => Promise<void>;
    onContinue: () => Promise<void>;
  }): Promise<void> {
    await new Promise(setImmediate);
    if (this.wish !== "pause") return;
    await onPause();
    while (this.isPaused()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.wake = undefined;
    if (!this.stopping) await onContinue();
  }

  private isPaused(): boolean {
    return this.wish === "pause";
  }
}
