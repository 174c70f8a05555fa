/** CSV and TSV tables: a header, one column of labels, and columns of numbers. Read row by row, so size is no matter. */
import { CsvError, parse } from "csv-parse";
import { pipeline } from "node:stream";
import { t } from "@vscode/l10n";
import { errorsReachTheReader, readBytes, readHead } from "./bytes";
import { fault, reasonOf } from "./fault";
import { GrowingIntegers } from "./growing-integers";
import type { Place } from "./place";
import type { DatasetReader } from "./reader";
import { RowSpool } from "./row-spool";
import { closingOnFailure } from "./row-store";
import { summaryOf } from "./summary";
import { tableArrayDataset } from "./table-array";
import type { TableHeader } from "./table-header";
import { isNumeric, readTableHeader } from "./table-header";
import { placeOf, TableLabels } from "./table-labels";
import type { Dataset, Interpretation, OpenOptions } from "./types";

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
  async summarize(place, interpretation) {
    if (place.bytes > SMALL_BYTES) return { path: place.path, kind: "table", classes: [] };
    const dataset = await openTable(place, interpretation);
    await dataset.close();
    return summaryOf(dataset);
  },
};

async function openTable(place: Place, options: Partial<OpenOptions> = {}): Promise<Dataset> {
  const rows = new TableRows(place.path, options);
  return closingOnFailure(rows.values, async () => {
    let row = 0;
    try {
      for await (const cells of await parseRows(place, options)) {
        row += 1;
        if (!(cells.length === 1 && cells[0] === "")) rows.take(cells, row);
        if (rows.values.isDue) await rows.values.drain();
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw fault(
        "malformed-table",
        place.path,
        t("cannot be read as a table ({0}); check the quotes there", reasonOf(error)),
        t("row {0}", row + 1),
      );
    }
    return rows.finish(options.signal);
  });
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
  private readonly labels: TableLabels;
  /** Of the feature columns, as 32-bit floats. */
  readonly values = new RowSpool();
  /** The values of the row that is being taken, and their bytes. */
  private floats = new Float32Array(0);
  private bytes = new Uint8Array(0);
  /** Number of each example's row in the file, where the header is row 1. */
  private readonly rowNumbers = new GrowingIntegers();

  constructor(
    private readonly path: string,
    private readonly interpretation: Interpretation,
  ) {
    this.labels = new TableLabels({ path, predicts: interpretation.predicts });
  }

  take(cells: string[], row: number): void {
    if (this.names === undefined) {
      this.names = cells;
      return;
    }
    if (cells.length !== this.names.length) {
      throw fault(
        "ragged-table",
        this.path,
        t(
          "must have {0} columns like the first row, got {1}; check for a missing value or an unquoted delimiter",
          this.names.length,
          cells.length,
        ),
        t("row {0}", row),
      );
    }
    if (this.header === undefined) {
      this.sample.push({ cells, row });
      if (this.sample.length === SAMPLE_ROWS) this.begin(this.names);
    } else {
      this.add(this.header, cells, row);
    }
  }

  async finish(signal: AbortSignal | undefined): Promise<Dataset> {
    const header = this.header ?? this.begin(this.names ?? []);
    const count = this.rowNumbers.length;
    if (count === 0) throw fault("empty", this.path, t("has no rows below its header; add examples"));
    const encoded = this.labels.encode(header);
    const rowNumbers = this.rowNumbers.finish();
    const rows = await this.values.finish({ type: Float32Array, width: header.features.length, count });
    const table = {
      kind: "table",
      path: this.path,
      ...encoded,
      columns: header.features.map((index) => header.names[index] ?? ""),
      rows,
      notes: header.notes,
      nameOf: (row: number) => `row ${rowNumbers[row] ?? "?"}`,
    } as const;
    return closingOnFailure(rows, () => tableArrayDataset(table, { signal }));
  }

  private begin(names: readonly string[]): TableHeader {
    if (names.length === 0)
      throw fault("empty", this.path, t("is empty; a table has a row of column names, then examples"));
    const sample = this.sample.map(({ cells }) => cells);
    const header = readTableHeader(names, sample, { path: this.path, ...this.interpretation });
    this.header = header;
    this.floats = new Float32Array(header.features.length);
    this.bytes = new Uint8Array(this.floats.buffer);
    for (const { cells, row } of this.sample) this.add(header, cells, row);
    this.sample = [];
    return header;
  }

  private add(header: TableHeader, cells: readonly string[], row: number): void {
    let feature = 0;
    for (const index of header.features) {
      const cell = cells[index] ?? "";
      if (!isNumeric(cell)) throw this.cellFault(row, header.names[index] ?? "", cell);
      this.floats[feature++] = Number(cell);
    }
    this.values.append(this.bytes);
    this.labels.add(header, cells, row);
    this.rowNumbers.push(row);
  }

  private cellFault(row: number, column: string, cell: string) {
    const place = placeOf(row, column);
    if (cell === "") {
      return fault("empty-cell", this.path, t("is empty; fill it in or remove the row"), place);
    }
    return fault(
      "not-a-number",
      this.path,
      t("must be a number, got {0}; {1}", JSON.stringify(cell), wayOutFor(cell)),
      place,
    );
  }
}

const wayOutFor = (cell: string): string =>
  /^[-+]?\d+,\d+$/.test(cell)
    ? t("write decimals with a point")
    : t("encode words as numbers, and fill in or remove missing values");
