/** The engine's end of the channel to its client. */
import type { FromEngine } from "../protocol/engine";

export class Channel {
  private lastSent = Promise.resolve();

  /** Queued where the client is busy, dropped where it is gone. */
  send(message: FromEngine): void {
    if (!process.connected) return;
    this.lastSent = new Promise((resolve) => {
      process.send?.(message, undefined, undefined, () => {
        resolve();
      });
    });
  }

  /** Disconnects once everything sent has left this process; what is still queued then would be lost. */
  async close(): Promise<void> {
    await this.lastSent;
    if (process.connected) process.disconnect();
  }
}
