/** CSV and TSV tables: a header, one column of labels, and columns of numbers. Read row by row, so size is no matter. */
import { CsvError, parse } from "csv-parse";
import { pipeline } from "node:stream";
import { errorsReachTheReader, readBytes, readHead } from "./bytes";
import { fault, reasonOf } from "./fault";
import { GrowingFloats } from "./growing-floats";
import { LabelEncoder } from "./label-encoder";
import type { Place } from "./place";
import type { DatasetReader } from "./reader";
import { tableArrayDataset } from "./table-array";
import type { TableHeader } from "./table-header";
import { isNumeric, readTableHeader } from "./table-header";
import type { Dataset, OpenOptions } from "./types";

/** Rows that are looked at to tell numbers from words. */
const SAMPLE_ROWS = 100;
/** Enough for the widest header. */
const HEAD_BYTES = 1 << 16;
/** Characters of a row: more means a quote that is never closed. */
const MAX_ROW = 1 << 22;
/** Tables up to this size are read for their summary. */
const SMALL_BYTES = 1 << 20;

export const tableReader: DatasetReader = {
  kind: "table",
  accepts: (place) => place.entries === undefined && /\.(csv|tsv)(\.gz)?$/i.test(place.absolute),
  open: openTable,
  async summarize(place) {
    if (place.bytes > SMALL_BYTES) return { path: place.path, kind: "table", classes: [] };
    const { classes, count } = await openTable(place);
    return { path: place.path, kind: "table", classes, count };
  },
};

async function openTable(place: Place, options: Partial<OpenOptions> = {}): Promise<Dataset> {
  const rows = new TableRows(place.path, options.label);
  let row = 0;
  try {
    for await (const cells of await parseRows(place, options)) {
      row += 1;
      if (!(cells.length === 1 && cells[0] === "")) rows.take(cells, row);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw fault(
      "malformed-table",
      place.path,
      `cannot be read as a table (${reasonOf(error)}); check the quotes there`,
      `row ${row + 1}`,
    );
  }
  return rows.finish();
}

async function parseRows(place: Place, options: Partial<OpenOptions>): Promise<AsyncIterable<string[]>> {
  const delimiter = await delimiterOf(place);
  const parser = parse({ bom: true, delimiter, trim: true, relax_column_count: true, max_record_size: MAX_ROW });
  return pipeline(readBytes(place, options), parser, errorsReachTheReader) as AsyncIterable<string[]>;
}

/** By the name of the file; a .csv may also have semicolons or tabs, whichever the first line has most of. */
async function delimiterOf(place: Place): Promise<string> {
  if (/\.tsv(\.gz)?$/i.test(place.absolute)) return "\t";
  const head = (await readHead(place, HEAD_BYTES)).toString("utf8");
  const line = (head.split(/[\r\n]/, 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => line.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Takes the rows of a table one by one; the first ones are kept until the label column is known. */
class TableRows {
  private names: readonly string[] | undefined;
  private header: TableHeader | undefined;
  private sample: { cells: string[]; row: number }[] = [];
  private readonly encoder = new LabelEncoder();
  private readonly values = new GrowingFloats();
  /** Number of each example's row in the file, where the header is row 1. */
  private readonly rowNumbers: number[] = [];

  constructor(
    private readonly path: string,
    private readonly label: string | undefined,
  ) {}

  take(cells: string[], row: number): void {
    if (this.names === undefined) {
      this.names = cells;
      return;
    }
    if (cells.length !== this.names.length) {
      throw fault(
        "ragged-table",
        this.path,
        `must have ${this.names.length} columns like the first row, got ${cells.length}; ` +
          "check for a missing value or an unquoted delimiter",
        `row ${row}`,
      );
    }
    if (this.header === undefined) {
      this.sample.push({ cells, row });
      if (this.sample.length === SAMPLE_ROWS) this.begin(this.names);
    } else {
      this.add(this.header, cells, row);
    }
  }

  finish(): Dataset {
    const header = this.header ?? this.begin(this.names ?? []);
    if (this.rowNumbers.length === 0) {
      throw fault("empty", this.path, "has no rows below its header; add examples");
    }
    return tableArrayDataset({
      kind: "table",
      path: this.path,
      ...this.encoder.encode(this.path),
      columns: header.features.map((index) => header.names[index] ?? ""),
      values: this.values.finish(),
      notes: header.notes,
      nameOf: (row) => `row ${this.rowNumbers[row] ?? "?"}`,
    });
  }

  private begin(names: readonly string[]): TableHeader {
    if (names.length === 0)
      throw fault("empty", this.path, "is empty; a table has a row of column names, then examples");
    const sample = this.sample.map(({ cells }) => cells);
    const header = readTableHeader(names, sample, { path: this.path, label: this.label });
    this.header = header;
    for (const { cells, row } of this.sample) this.add(header, cells, row);
    this.sample = [];
    return header;
  }

  private add(header: TableHeader, cells: readonly string[], row: number): void {
    for (const index of header.features) {
      const cell = cells[index] ?? "";
      if (!isNumeric(cell)) throw this.cellFault(row, header.names[index] ?? "", cell);
      this.values.push(Number(cell));
    }
    this.encoder.add(this.labelOf(header, cells, row));
    this.rowNumbers.push(row);
  }

  /** Class names, or integers in any spelling: `3.0` is `3`. */
  private labelOf(header: TableHeader, cells: readonly string[], row: number): string {
    const cell = cells[header.label] ?? "";
    const name = header.names[header.label] ?? "";
    if (cell === "") {
      throw fault("empty-cell", this.path, "has no label; fill it in or remove the row", placeOf(row, name));
    }
    if (!isNumeric(cell)) return cell;
    if (Number.isInteger(Number(cell))) return String(Number(cell));
    throw fault(
      "label-not-a-class",
      this.path,
      `labels must be names or integers, got ${JSON.stringify(cell)}; name another column as "label"`,
      placeOf(row, name),
    );
  }

  private cellFault(row: number, column: string, cell: string) {
    const place = placeOf(row, column);
    if (cell === "") {
      return fault("empty-cell", this.path, "is empty; fill it in or remove the row", place);
    }
    return fault("not-a-number", this.path, `must be a number, got ${JSON.stringify(cell)}; ${wayOutFor(cell)}`, place);
  }
}

const wayOutFor = (cell: string): string =>
  /^[-+]?\d+,\d+$/.test(cell)
    ? "write decimals with a point"
    : "encode words as numbers, and fill in or remove missing values";

const placeOf = (row: number, column: string): string => `row ${row}, column ${JSON.stringify(column)}`;
