/** Turns the labels of examples into class indices. */
import { fault, quoteList } from "./fault";
import { GrowingIntegers } from "./growing-integers";

export interface EncodedLabels {
  classes: string[];
  labels: Int32Array;
}

export class LabelEncoder {
  private readonly indices = new Map<string, number>();
  private readonly rows = new GrowingIntegers();

  /** Takes the label of the next example. */
  add(label: string): void {
    let index = this.indices.get(label);
    if (index === undefined) {
      index = this.indices.size;
      this.indices.set(label, index);
    }
    this.rows.push(index);
  }

  /**
   * @param path of the data set, for the message
   * @returns the classes in their order, and for each example the index of its class
   * @throws ProblemError where there are not at least two classes
   */
  encode(path: string): EncodedLabels {
    const classes = orderClasses([...this.indices.keys()]);
    if (classes.length === 0) throw fault("empty", path, "has no examples");
    if (classes.length === 1) {
      throw fault(
        "one-class",
        path,
        `has one class only (${quoteList(classes)}); training needs examples of at least two classes`,
      );
    }
    const position = new Map(classes.map((name, index) => [name, index]));
    const renumbered = Int32Array.from(this.indices.keys(), (name) => position.get(name) ?? 0);
    return { classes, labels: this.rows.finish().map((index) => renumbered[index] ?? 0) };
  }
}

/** By number where all names are integers (2 before 10), else by code units, so that every machine agrees. */
export function orderClasses(names: readonly string[]): string[] {
  const sorted = [...names].sort();
  return sorted.every((name) => /^-?\d+$/.test(name)) ? sorted.sort((a, b) => Number(a) - Number(b)) : sorted;
}
