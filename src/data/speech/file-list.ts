/** Recordings that a table lists: `files.csv` with columns `file`, `class` and, if need be, `speaker`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { t } from "@vscode/l10n";
import { notReadable } from "../bytes";
import { fault, quoteList, reasonOf } from "../fault";
import type { Place } from "../place";
import { joinNames, placeIn } from "../place";
import { placeOf } from "../table-labels";
import { FILE_LIST, type Recording, type Recordings } from "./recordings";

/** A million rows are half as much. */
const MAX_BYTES = 1 << 27;

/** @throws ProblemError naming row and column of what does not fit */
export async function recordingsInList(folder: Place): Promise<Recordings> {
  const table = joinNames(folder.path, FILE_LIST);
  const [names = [], ...rows] = await readRows(folder, table);
  const columns = findColumns(names, table);
  const seen = new Map<string, number>();
  const list = rows.map((cells, index): Recording => {
    const row = index + 2;
    const cell = (name: keyof typeof columns): string => {
      const value = cells[columns[name]] ?? "";
      if (value !== "") return value;
      throw fault("empty-cell", table, t("is empty; fill it in or remove the row"), placeOf(row, name));
    };
    const file = pathInside(cell("file"), table, row);
    const earlier = seen.get(file);
    if (earlier !== undefined) {
      const message = t("lists {0} again, as row {1} does; remove one of them", JSON.stringify(file), earlier);
      throw fault("duplicate-file", table, message, t("row {0}", row));
    }
    seen.set(file, row);
    const speaker = columns.speaker < 0 ? {} : { speaker: cell("speaker") };
    return { file, class: cell("class"), ...speaker, listed: { table, row } };
  });
  if (list.length === 0) throw fault("empty", table, t("lists no files below its header; add some, or remove it"));
  return { list, notes: [] };
}

async function readRows(folder: Place, table: string): Promise<string[][]> {
  const place = await placeIn(folder, FILE_LIST);
  if (place.bytes > MAX_BYTES) {
    throw fault(
      "table-too-large",
      table,
      t("may have up to {0} bytes, got {1}; list fewer files", MAX_BYTES, place.bytes),
    );
  }
  const text = await readFile(place.absolute, "utf8").catch((error: unknown) => {
    throw notReadable(place, error);
  });
  const line = text.split(/[\r\n]/, 1)[0] ?? "";
  const delimiter = [";", "\t"].find((candidate) => line.includes(candidate)) ?? ",";
  try {
    return parse(text, { bom: true, delimiter, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw fault(
      "malformed-table",
      table,
      t("cannot be read as a table ({0}); check the quotes there", reasonOf(error)),
    );
  }
}

function findColumns(names: readonly string[], table: string) {
  const columns = { file: names.indexOf("file"), class: names.indexOf("class"), speaker: names.indexOf("speaker") };
  for (const name of ["file", "class"] as const) {
    if (columns[name] >= 0) continue;
    throw fault(
      "no-column",
      table,
      t(
        'must have a column "{0}", got {1}; its columns are file, class and, if need be, speaker',
        name,
        quoteList(names),
      ),
      t("row {0}", 1),
    );
  }
  return columns;
}

/** A table may come from elsewhere, so it may not lead out of its folder. */
function pathInside(named: string, table: string, row: number): string {
  const file = path.posix.normalize(named.replaceAll("\\", "/"));
  if (!file.startsWith("../") && !path.posix.isAbsolute(file) && !path.win32.isAbsolute(file)) return file;
  const message = t(
    "must be a path inside the folder, got {0}; write it from the folder of the table",
    JSON.stringify(named),
  );
  throw fault("path-outside", table, message, placeOf(row, "file"));
}
