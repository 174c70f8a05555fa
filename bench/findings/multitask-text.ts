/** How the finding on multitask learning writes gains, p-values and tables. */
import { pairedPValue } from "../../src/math/paired-test";
import type { Interval } from "../../src/protocol/report";

/** `+6.2 points (+4.1 to +8.3)` */
export function points({ mean, low, high }: Interval): string {
  const text = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)}`;
  const range = low === undefined || high === undefined ? "" : ` (${text(low)} to ${text(high)})`;
  return `${text(mean)} points${range}`;
}

export function pText(left: readonly number[], right: readonly number[]): string {
  const p = pairedPValue(left, right);
  if (p === undefined) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
