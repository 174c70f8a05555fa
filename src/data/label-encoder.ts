/** Turns the labels of examples into class indices, or takes them for the numbers they are. */
import { t } from "@vscode/l10n";
import { fault, quoteList } from "./fault";
import { NameEncoder, orderNames } from "./name-encoder";

export interface EncodedLabels {
  classes: string[];
  /** All 0 where numbers are predicted. */
  labels: Int32Array;
  /** The numbers, where they are predicted. */
  targets?: Float32Array;
}

export class LabelEncoder {
  private readonly names = new NameEncoder();

  /** Takes the label of the next example. */
  add(label: string): void {
    this.names.add(label);
  }

  /**
   * @param path of the data set, for the message
   * @returns the classes in their order, and for each example the index of its class
   * @throws ProblemError where there are not at least two classes
   */
  encode(path: string): EncodedLabels {
    const { names: classes, of: labels } = this.names.encode();
    if (classes.length === 0) throw fault("empty", path, t("has no examples"));
    if (classes.length === 1) {
      throw fault(
        "one-class",
        path,
        t("has one class only ({0}); training needs examples of at least two classes", quoteList(classes)),
      );
    }
    return { classes, labels };
  }
}

/** By number where all names are integers (2 before 10), else by code units, so that every machine agrees. */
export const orderClasses = orderNames;

/** Whether a value can be predicted: it has to stay finite as a 32-bit float. */
export const isTarget = (value: number): boolean => Number.isFinite(Math.fround(value));

/**
 * Labels that are numbers to predict: there are no classes then.
 *
 * @param values finite as 32-bit floats
 * @throws ProblemError where there is nothing to predict
 */
export function encodeNumbers(path: string, values: readonly number[]): EncodedLabels {
  const [first] = values;
  if (first === undefined) throw fault("empty", path, t("has no examples"));
  if (values.every((value) => value === first)) {
    throw fault(
      "one-value",
      path,
      t("has the same number ({0}) for every example, so there is nothing to predict", first),
    );
  }
  return { classes: [], labels: new Int32Array(values.length), targets: Float32Array.from(values) };
}

/** What a fingerprint has to cover of them. */
export const targetParts = (targets: Float32Array | undefined): (string | Float32Array)[] =>
  targets === undefined ? [] : ["numbers", targets];
