/** A list of 32-bit integers that grows: a label or a row number for each example, whose number is known at the end. */
export class GrowingIntegers {
  private values = new Int32Array(1 << 10);
  private count = 0;

  push(value: number): void {
    if (this.count === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count++] = value;
  }

  get length(): number {
    return this.count;
  }

  /** The integers so far, as a view without a copy. */
  finish(): Int32Array {
    return this.values.subarray(0, this.count);
  }
}
