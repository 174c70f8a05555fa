/** The column of a table that is the label and the one that is the group, row by row. */
import { t } from "@vscode/l10n";
import { fault } from "./fault";
import { encodeNumbers, isTarget, LabelEncoder, type EncodedLabels } from "./label-encoder";
import { NameEncoder } from "./name-encoder";
import { isNumeric, type TableHeader } from "./table-header";
import type { Groups, Interpretation } from "./types";

interface LabelTable {
  path: string;
  predicts: Interpretation["predicts"];
}

export class TableLabels {
  private readonly classes = new LabelEncoder();
  private readonly numbers: number[] = [];
  private readonly groups = new NameEncoder();

  constructor(private readonly table: LabelTable) {}

  /** @throws ProblemError where the label or the group of a row cannot be used */
  add(header: TableHeader, cells: readonly string[], row: number): void {
    if (this.table.predicts === "number") this.numbers.push(this.numberOf(header, cells, row));
    else this.classes.add(this.classOf(header, cells, row));
    if (header.group !== undefined) this.groups.add(this.groupOf(header, header.group, cells, row));
  }

  /** @throws ProblemError where all rows have the same label */
  encode(header: TableHeader): EncodedLabels & { groups: Groups | undefined } {
    const { path, predicts } = this.table;
    const labels = predicts === "number" ? encodeNumbers(path, this.numbers) : this.classes.encode(path);
    const groups =
      header.group === undefined ? undefined : { what: header.names[header.group] ?? "", ...this.groups.encode() };
    return { ...labels, groups };
  }

  private cellOf(header: TableHeader, cells: readonly string[], row: number): string {
    const cell = cells[header.label] ?? "";
    if (cell !== "") return cell;
    const place = placeOf(row, header.names[header.label] ?? "");
    throw fault("empty-cell", this.table.path, t("has no label; fill it in or remove the row"), place);
  }

  /** Class names, or integers in any spelling: `3.0` is `3`. */
  private classOf(header: TableHeader, cells: readonly string[], row: number): string {
    const cell = this.cellOf(header, cells, row);
    if (!isNumeric(cell)) return cell;
    if (Number.isInteger(Number(cell))) return String(Number(cell));
    throw fault(
      "label-not-a-class",
      this.table.path,
      t('labels must be names or integers, got {0}; name another column as "label"', JSON.stringify(cell)),
      placeOf(row, header.names[header.label] ?? ""),
    );
  }

  private numberOf(header: TableHeader, cells: readonly string[], row: number): number {
    const cell = this.cellOf(header, cells, row);
    if (isNumeric(cell) && isTarget(Number(cell))) return Number(cell);
    throw fault(
      "label-not-a-number",
      this.table.path,
      t(
        'labels must be numbers, because the task predicts one, got {0}; name another column as "label", or leave out "predicts" where labels are classes',
        JSON.stringify(cell),
      ),
      placeOf(row, header.names[header.label] ?? ""),
    );
  }

  /** Names, or integers in any spelling, as with classes. */
  private groupOf(header: TableHeader, column: number, cells: readonly string[], row: number): string {
    const cell = cells[column] ?? "";
    if (cell !== "") return isNumeric(cell) ? String(Number(cell)) : cell;
    const place = placeOf(row, header.names[column] ?? "");
    throw fault("empty-cell", this.table.path, t("has no group; fill it in or remove the row"), place);
  }
}

/** `row 17, column "age"` */
export const placeOf = (row: number, column: string): string => t("row {0}, column {1}", row, JSON.stringify(column));
