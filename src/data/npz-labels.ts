/** The labels of an .npz file: names or integers of classes, or numbers to predict. */
import { t } from "@vscode/l10n";
import { fault } from "./fault";
import { encodeNumbers, isTarget, LabelEncoder, type EncodedLabels } from "./label-encoder";
import { bytesOf, isText, numbersOf, textsOf } from "./npy";
import { arrayFault, type NamedArray } from "./npz-values";
import type { Interpretation } from "./types";

/** @throws ProblemError where they are not what is predicted, or not as many as the examples */
export async function labelsOf(
  labels: NamedArray,
  examples: NamedArray,
  predicts: Interpretation["predicts"],
): Promise<EncodedLabels> {
  const { dtype, shape, spool } = labels.array;
  const [count = 0, ...more] = shape;
  if (shape.length === 0 || more.some((side) => side !== 1)) {
    throw arrayFault(
      labels,
      "label-shape",
      t("must hold one label an example, got shape ({0}); save one-hot labels as y.argmax(axis=1)", shape.join(", ")),
    );
  }
  const encoder = new LabelEncoder();
  const targets: number[] = [];
  const rows = await spool.finish({ type: Uint8Array, width: bytesOf(dtype), count });
  try {
    for await (const bytes of rows.pieces()) {
      if (predicts === "number") for (const value of targetsOf(labels, bytes)) targets.push(value);
      else for (const name of classNames(labels, bytes)) encoder.add(name);
    }
  } finally {
    await rows.close();
  }
  const found = examples.array.shape[0] ?? 0;
  if (found !== count) {
    throw fault(
      "count-mismatch",
      labels.path,
      t(
        'has {0} examples in "{1}", but {2} labels in "{3}"; save as many of one as of the other',
        ...[found, examples.name, count, labels.name],
      ),
    );
  }
  return predicts === "number" ? encodeNumbers(labels.path, targets) : encoder.encode(labels.path);
}

/** Class names, or integers in any numeric type. */
function classNames(labels: NamedArray, bytes: Uint8Array): string[] {
  const { dtype } = labels.array;
  if (isText(dtype)) return textsOf(dtype, bytes);
  const numbers = numbersOf(dtype, bytes);
  const broken = numbers.find((value) => !Number.isInteger(value));
  if (broken !== undefined) {
    throw arrayFault(labels, "label-not-a-class", t("must hold names or integers, got {0}", broken));
  }
  return Array.from(numbers, String);
}

function targetsOf(labels: NamedArray, bytes: Uint8Array): Float64Array {
  const { dtype } = labels.array;
  if (isText(dtype)) {
    throw arrayFault(
      labels,
      "label-not-a-number",
      t(
        'must hold numbers, because the task predicts one, got texts; name another array as "label", or leave out "predicts" where labels are classes',
      ),
    );
  }
  const numbers = numbersOf(dtype, bytes);
  const broken = numbers.find((value) => !isTarget(value));
  if (broken !== undefined) {
    throw arrayFault(
      labels,
      "label-not-a-number",
      t("must hold numbers, because the task predicts one, got {0}; leave out examples without a label", broken),
    );
  }
  return numbers;
}
