/** What a run shows beside figures and verdict: what its method concludes of all rows, and the pictures of its trials. */
import { TRANSFER_ARM, type MetricRow } from "../protocol/metrics";
import type { ReportPart } from "../protocol/report";
import type { Conclusions, Measured, MethodSpec } from "./define";
import { inLanguage } from "./in-language";

export function concludedOf(spec: Pick<MethodSpec, "conclude"> | undefined, measured: Measured): Conclusions {
  const concluded = spec?.conclude?.(measured) ?? { parts: [], findings: [] };
  return { ...concluded, parts: [...concluded.parts, ...picturesOf(measured.rows)] };
}

/** Of the method's own arm, with its first seed: one picture says how to read the others. */
function picturesOf(rows: readonly MetricRow[]): ReportPart[] {
  const first = rows.find((row) => row.type === "trial" && row.arm === TRANSFER_ARM);
  return first?.type === "trial" ? (first.parts ?? []).map(partInLanguage) : [];
}

/** A trial has written its pictures in English; names and figures in them stay. */
function partInLanguage(part: ReportPart): ReportPart {
  const said = { title: inLanguage(part.title), describe: inLanguage(part.describe) };
  switch (part.type) {
    case "table":
      return { ...part, ...said, columns: part.columns.map(titled) };
    case "chart":
      return { ...part, ...said, x: titled(part.x), y: titled(part.y), series: part.series.map(titled) };
    case "scatter":
      return { ...part, ...said, x: titled(part.x), y: titled(part.y), groups: part.groups.map(titled) };
    case "tiles":
      return { ...part, ...said };
  }
}

const titled = <T extends { title: string }>(one: T): T => ({ ...one, title: inLanguage(one.title) });
