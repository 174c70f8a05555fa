/** Turns a name of each example, its class or its group, into an index. */
import { GrowingIntegers } from "./growing-integers";

export interface EncodedNames {
  /** Unique; in numeric order where all are integers, else in code-unit order. */
  names: string[];
  /** Index into the names, of each example. */
  of: Int32Array;
}

export class NameEncoder {
  private readonly indices = new Map<string, number>();
  private readonly rows = new GrowingIntegers();

  /** Takes the name of the next example. */
  add(name: string): void {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = this.indices.size;
      this.indices.set(name, index);
    }
    this.rows.push(index);
  }

  encode(): EncodedNames {
    const names = orderNames([...this.indices.keys()]);
    const position = new Map(names.map((name, index) => [name, index]));
    const renumbered = Int32Array.from(this.indices.keys(), (name) => position.get(name) ?? 0);
    return { names, of: this.rows.finish().map((index) => renumbered[index] ?? 0) };
  }
}

/** By number where all names are integers (2 before 10), else by code units, so that every machine agrees. */
export function orderNames(names: readonly string[]): string[] {
  const sorted = [...names].sort();
  return sorted.every((name) => /^-?\d+$/.test(name)) ? sorted.sort((a, b) => Number(a) - Number(b)) : sorted;
}
