/** How the curve of a run is drawn: its colour says the method, its dash how deep the network is frozen. */
import { t } from "@vscode/l10n";
import type { RunRow } from "../../src/protocol/leaderboard";
import { lineStyle, type ArmStyle } from "../arms";
import { dateText } from "../in-language";
import { runName } from "./columns";

/** From none to all of the layers that could have been trained. */
export const depths = [
  { title: t("no layer frozen"), dash: [] },
  { title: t("up to half of the layers frozen"), dash: [12, 4] },
  { title: t("more than half frozen"), dash: [6, 3, 2, 3] },
  { title: t("only new layers trained"), dash: [2, 3] },
] as const;

/** Where in `depths` a run stands; a run whose layers are not known yet counts as not frozen. */
export function depthOf({ layers }: Pick<RunRow, "layers">): number {
  if (layers === undefined || layers.frozen === 0) return 0;
  if (layers.trained === 0) return 3;
  return layers.frozen / (layers.frozen + layers.trained + layers.fresh) <= 0.5 ? 1 : 2;
}

/** @param methods those that are compared: each has the colour of its place */
export const runStyle = (row: RunRow, methods: readonly string[]): ArmStyle => ({
  colour: lineStyle(methods.indexOf(row.method)).colour,
  dash: depths[depthOf(row)]?.dash ?? [],
});

/** Names that tell the runs apart: with the time where several have the same, and with the end of the id where that is not enough. */
export function runLabels(rows: readonly RunRow[]): ReadonlyMap<string, string> {
  const named = apart(rows, runName, (row) => `${runName(row)}, ${dateText(row.startedAt)}`);
  return apart(
    rows,
    (row) => named.get(row.id) ?? "",
    (row) => `${named.get(row.id) ?? ""}, ${row.runId.slice(-4)}`,
  );
}

function apart(
  rows: readonly RunRow[],
  short: (row: RunRow) => string,
  long: (row: RunRow) => string,
): ReadonlyMap<string, string> {
  const uses = new Map<string, number>();
  for (const row of rows) uses.set(short(row), (uses.get(short(row)) ?? 0) + 1);
  return new Map(rows.map((row) => [row.id, (uses.get(short(row)) ?? 0) > 1 ? long(row) : short(row)]));
}
