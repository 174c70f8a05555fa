/** Texts in folders, as bags of words: a table of counts whose columns are the words. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { t } from "@vscode/l10n";
import type { Problem } from "../../protocol/problem";
import { fault, note, quoteList, reasonOf } from "../fault";
import { fingerprint } from "../fingerprint";
import { LabelEncoder, orderClasses, type EncodedLabels } from "../label-encoder";
import type { Place } from "../place";
import { joinNames } from "../place";
import type { DatasetReader } from "../reader";
import { exampleAt } from "../rows";
import { countsByName } from "../summary";
import type { Dataset, OpenOptions } from "../types";
import { BagsBuilder } from "./bags";
import { defaultText, type TextSettings } from "./settings";
import { listTexts, looksLikeTexts, type TextFile } from "./text-files";
import { decodeText, wordsOf } from "./words";

/** Raise it when the same texts and settings give other counts. */
const BAGS_VERSION = 1;

export const textReader: DatasetReader = {
  kind: "text-folder",
  accepts: (place) => place.entries !== undefined && looksLikeTexts(place),
  open: openTexts,
  async summarize(place) {
    const { list } = await listTexts(place);
    const classes = orderClasses([...new Set(list.flatMap((text) => text.class ?? []))]);
    if (classes.length < 2) return undefined;
    const counts = countsByName(
      classes,
      list.map((text) => text.class),
    );
    return { path: place.path, kind: "text-folder", classes, count: list.length, counts };
  },
};

async function openTexts(place: Place, options: OpenOptions): Promise<Dataset> {
  const settings = options.text ?? defaultText;
  const { list, notes } = await listTexts(place);
  const { classes, labels } = encodedLabels(place, list, options.labels === "optional");
  const { bags, hashes, wordless } = await readAll(place, list, { ...options, text: settings });
  const { vocabulary } = bags;
  if (vocabulary.length === 0) throw noWords(place, settings);

  return {
    kind: "text-folder",
    path: place.path,
    classes,
    labels,
    count: list.length,
    shape: [vocabulary.length],
    columns: vocabulary,
    fingerprint: fingerprint([
      ...["text-folder", String(BAGS_VERSION), JSON.stringify(settings)],
      ...list.flatMap(({ file }, row) => [file, hashes[row] ?? ""]),
    ]),
    notes: [...notes, ...wordlessNote(place, wordless)],
    nameOf: (row) => exampleAt(list, row).file,
    read: (rows) => {
      const values = new Float32Array(rows.length * vocabulary.length);
      for (let index = 0; index < rows.length; index++) {
        const row = exampleAt(rows, index);
        exampleAt(list, row);
        values.set(bags.countsOf(row), index * vocabulary.length);
      }
      return Promise.resolve(values);
    },
    close: () => Promise.resolve(),
  };
}

function encodedLabels(place: Place, list: readonly TextFile[], isOptional: boolean): EncodedLabels {
  const classes = new Set(list.map((text) => text.class));
  if (isOptional && classes.size === 1) return { classes: [], labels: new Int32Array(list.length) };
  const encoder = new LabelEncoder();
  for (const text of list) {
    if (text.class === undefined) throw noClasses(place);
    encoder.add(text.class);
  }
  return encoder.encode(place.path);
}

const noClasses = (place: Place) =>
  fault(
    "no-class-folders",
    place.path,
    t(
      "holds texts but no class folders; move the texts of each class into a sub-folder named after it, or begin each file name with its class and a number, such as news-01.txt",
    ),
  );

/** One text is in memory at a time; of each, only its counts are kept. */
async function readAll(
  place: Place,
  list: readonly TextFile[],
  { text: settings, onProgress, signal }: OpenOptions & { text: TextSettings },
) {
  const builder = new BagsBuilder();
  const hashes: string[] = [];
  const wordless: string[] = [];
  for (const { file } of list) {
    signal?.throwIfAborted();
    const bytes = await readText(place, file);
    const text = decodeText(bytes);
    if (text === undefined) {
      throw fault(
        "not-a-text",
        joinNames(place.path, file),
        t("holds zero bytes, so it is no text; move it out of the folder"),
      );
    }
    const words = wordsOf(text);
    if (words.length === 0) wordless.push(file);
    builder.add(words);
    hashes.push(createHash("sha256").update(bytes).digest("hex"));
    onProgress?.(hashes.length, list.length);
  }
  return { bags: builder.finish(settings), hashes, wordless };
}

async function readText(place: Place, file: string): Promise<Buffer> {
  try {
    return await readFile(path.join(place.absolute, file));
  } catch (error) {
    throw fault("not-readable", joinNames(place.path, file), t("cannot be read ({0})", reasonOf(error)));
  }
}

const noWords = (place: Place, { minTexts }: TextSettings) =>
  fault(
    "no-words",
    place.path,
    t(
      'has no word that {0} texts have, so there is nothing to count; lower "text.minTexts", or give more texts',
      minTexts,
    ),
  );

function wordlessNote(place: Place, files: readonly string[]): Problem[] {
  if (files.length === 0) return [];
  return [note("no-words", place.path, t("has texts without any word: {0}", quoteList(files, 3)))];
}
