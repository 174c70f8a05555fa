import { RowSpool } from "./row-spool";

/**
 * Gathers bytes whose number a header has announced, without a second copy where they stay in memory. A header that
 * announces more than its file can hold costs no memory, and what comes beyond its number is only counted.
 */
export class FixedBytes {
  /** Has the first `expected` bytes that came. */
  readonly spool: RowSpool;
  /** How many bytes came, those beyond `expected` included. */
  received = 0;

  constructor(readonly expected: number) {
    this.spool = new RowSpool({ expected });
  }

  push(chunk: Uint8Array): void {
    const room = this.expected - this.spool.length;
    if (room > 0) this.spool.append(chunk.subarray(0, room));
    this.received += chunk.length;
  }
}
