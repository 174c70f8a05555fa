/**
 * Gathers bytes whose number a header has announced, in one array without a second copy. A header that announces more
 * than its file can hold costs no memory: the caller says how much may come at most.
 */
export class FixedBytes {
  /** The first `expected` bytes that came. */
  readonly values: Uint8Array<ArrayBuffer>;
  /** How many bytes came, those beyond `expected` included. */
  received = 0;

  constructor(
    readonly expected: number,
    atMost: number,
  ) {
    this.values = new Uint8Array(Math.min(expected, atMost));
  }

  push(chunk: Uint8Array): void {
    const room = this.values.length - this.received;
    if (room > 0) this.values.set(chunk.subarray(0, room), this.received);
    this.received += chunk.length;
  }
}
