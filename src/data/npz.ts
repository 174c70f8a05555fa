/** NPZ files: an array of pictures or of rows of numbers, and one of labels. */
import { t } from "@vscode/l10n";
import { fault, note, quoteList } from "./fault";
import { nearestName, perhaps } from "./nearest-name";
import type { NpyArray } from "./npy";
import { readNpz } from "./npz-file";
import { labelsOf } from "./npz-labels";
import { picturesOf, tableOf, type NamedArray } from "./npz-values";
import { pictureArrayDataset } from "./picture-array";
import type { Place } from "./place";
import type { DatasetReader } from "./reader";
import { closingOnFailure } from "./row-store";
import { summaryOf } from "./summary";
import { tableArrayDataset } from "./table-array";
import type { Dataset, OpenOptions } from "./types";

/** Names that examples and labels go by, the most telling first. */
const PAIRS = [
  ["x", "y"],
  ["X", "Y"],
  ["X", "y"],
  ["images", "labels"],
  ["data", "labels"],
  ["x_train", "y_train"],
  ["X_train", "y_train"],
  ["train_images", "train_labels"],
  ["arr_0", "arr_1"],
] as const;

/** Files up to this size are read for a summary. */
const SMALL_BYTES = 1 << 22;

export const npzReader: DatasetReader = {
  kind: "npz",
  accepts: (place) => place.entries === undefined && /\.npz$/i.test(place.absolute),
  open: openNpz,
  async summarize(place, interpretation = {}) {
    if (place.bytes > SMALL_BYTES) return { path: place.path, kind: "npz", classes: [] };
    const dataset = await openNpz(place, interpretation);
    await dataset.close();
    return summaryOf(dataset);
  },
};

async function openNpz(place: Place, options: Partial<OpenOptions>): Promise<Dataset> {
  const { label, predicts, signal } = options;
  const isKnown = (name: string) => PAIRS.some((pair) => pair.some((it) => it === name));
  const { names, arrays } = await readNpz(place, (name) => name === label || isKnown(name), options);
  const close = async () => {
    for (const { spool } of arrays.values()) await spool.close();
  };
  return closingOnFailure({ close }, async () => {
    const { examples, labels } = pairOf(place, names, arrays, label);
    for (const [name, { spool }] of arrays) if (name !== examples.name && name !== labels.name) await spool.close();
    const encoded = await labelsOf(labels, examples, predicts);
    const others = names.filter((name) => name !== examples.name && name !== labels.name);
    const uses = t('uses "{0}" and "{1}" and leaves out {2}', examples.name, labels.name, quoteList(others));
    // Who names the labels knows of the others: those of other tasks.
    const notes = others.length === 0 || label !== undefined ? [] : [note("left-out", place.path, uses)];
    const data = { kind: "npz", path: place.path, ...encoded, notes } as const;
    if (examples.array.shape.length === 2) {
      const table = { ...data, ...(await tableOf(examples)), nameOf: (row: number) => `example ${row + 1}` };
      return closingOnFailure(table.rows, () => tableArrayDataset(table, { signal }));
    }
    const pictures = { ...data, ...(await picturesOf(examples, notes)) };
    return closingOnFailure(pictures.rows, () => pictureArrayDataset(pictures, { signal }));
  });
}

/**
 * @param label name of the labels, where the person said it
 * @throws ProblemError where the file has no two arrays of known names, or not the named one
 */
function pairOf(
  place: Place,
  names: readonly string[],
  arrays: ReadonlyMap<string, NpyArray>,
  label: string | undefined,
) {
  if (label !== undefined && !names.includes(label)) throw noLabelsFault(place, names, label);
  for (const [xName, usualName] of PAIRS) {
    const yName = label ?? usualName;
    const [x, y] = [arrays.get(xName), arrays.get(yName)];
    if (x === undefined || y === undefined || xName === yName) continue;
    const named = (name: string, array: NpyArray): NamedArray => ({ path: place.path, name, array });
    return { examples: named(xName, x), labels: named(yName, y) };
  }
  const wanted =
    label === undefined
      ? t(
          'examples and labels as arrays "x" and "y" (or "images" and "labels", "x_train" and "y_train", "arr_0" and "arr_1")',
        )
      : t('examples as an array "x" (or "images", "data", "x_train", "arr_0")');
  throw fault("no-arrays", place.path, t("needs {0}, got {1}", wanted, quoteList(names)));
}

function noLabelsFault(place: Place, names: readonly string[], label: string) {
  const near = nearestName(label, names);
  return fault(
    "no-label-array",
    place.path,
    `${t("has no array {0}; its arrays are {1}", JSON.stringify(label), quoteList(names))}${perhaps(near)}`,
  );
}
