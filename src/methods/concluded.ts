/** What a run shows beside figures and verdict: what its method concludes of all rows, and the pictures of its trials. */
import { TRANSFER_ARM, type MetricRow } from "../protocol/metrics";
import type { ReportPart } from "../protocol/report";
import type { Conclusions, Measured, MethodSpec } from "./define";

export function concludedOf(spec: Pick<MethodSpec, "conclude"> | undefined, measured: Measured): Conclusions {
  const concluded = spec?.conclude?.(measured) ?? { parts: [], findings: [] };
  return { ...concluded, parts: [...concluded.parts, ...picturesOf(measured.rows)] };
}

/** Of the method's own arm, with its first seed: one picture says how to read the others. */
function picturesOf(rows: readonly MetricRow[]): ReportPart[] {
  const first = rows.find((row) => row.type === "trial" && row.arm === TRANSFER_ARM);
  return first?.type === "trial" ? (first.parts ?? []) : [];
}
