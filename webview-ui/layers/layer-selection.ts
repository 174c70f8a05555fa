/** Which layers the person chose. Pure: every change gives a new selection. */

export interface Selection {
  readonly layers: ReadonlySet<string>;
  /** The row that a range begins at, by its key. */
  readonly anchor: string | undefined;
}

/** A row as it stands in the diagram. */
export interface Selectable {
  readonly key: string;
  readonly names: readonly string[];
}

export const nothingSelected: Selection = { layers: new Set(), anchor: undefined };

export const selectRow = ({ key, names }: Selectable): Selection => ({ layers: new Set(names), anchor: key });

/** All rows between the anchor and this one; this one alone without an anchor. */
export function selectRange(selection: Selection, rows: readonly Selectable[], to: Selectable): Selection {
  const end = rows.findIndex(({ key }) => key === to.key);
  const start = rows.findIndex(({ key }) => key === selection.anchor);
  if (start < 0 || end < 0) return selectRow(to);
  const between = rows.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { layers: new Set(between.flatMap(({ names }) => names)), anchor: selection.anchor };
}

/** Adds a row, or takes it out. */
export function toggleRow(selection: Selection, row: Selectable): Selection {
  const layers = new Set(selection.layers);
  const isOut = isSelected(selection, row);
  for (const name of row.names) {
    if (isOut) layers.delete(name);
    else layers.add(name);
  }
  return { layers, anchor: row.key };
}

export const selectAll = (rows: readonly Selectable[]): Selection => ({
  layers: new Set(rows.flatMap(({ names }) => names)),
  anchor: rows[0]?.key,
});

export const isSelected = ({ layers }: Selection, { names }: Selectable): boolean =>
  names.length > 0 && names.every((name) => layers.has(name));

/** What of it is still there. */
export function remaining(selection: Selection, known: ReadonlySet<string>): Selection {
  const left = [...selection.layers].filter((name) => known.has(name));
  return left.length === selection.layers.size ? selection : { ...selection, layers: new Set(left) };
}
