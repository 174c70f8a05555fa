/** Figures of findings as Markdown. */
import { pairedDifference } from "../../src/math/interval";
import { pairedPValue } from "../../src/math/paired-test";
import type { Interval } from "../../src/protocol/report";

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/**
 * `+6.2 (+4.1 to +8.3)`: a difference of shares in points.
 *
 * @param unit behind the mean: ` points` where no heading says it
 */
export function pointsText({ mean, low, high }: Interval, unit = ""): string {
  const text = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)}`;
  return `${text(mean)}${unit}${low === undefined || high === undefined ? "" : ` (${text(low)} to ${text(high)})`}`;
}

/** Of the paired t-test. */
export function pText(left: readonly number[], right: readonly number[]): string {
  const p = pairedPValue(left, right);
  if (p === undefined) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** left − right, pair by pair: the difference in points, and its p-value. */
export const differenceCells = (left: readonly number[], right: readonly number[]): [string, string] => [
  pointsText(pairedDifference(left, right)),
  pText(left, right),
];
