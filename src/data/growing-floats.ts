/** A list of 32-bit numbers that grows: for reading a table whose length is known only at its end. */
export class GrowingFloats {
  private values = new Float32Array(1 << 12);
  private length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** The numbers so far, as a view without a copy. */
  finish(): Float32Array {
    return this.values.subarray(0, this.length);
  }
}
