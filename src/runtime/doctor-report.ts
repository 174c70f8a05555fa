/** What the doctor found, and how it is printed. Pure. */

export interface DoctorLine {
  topic: string;
  state: "ok" | "warning" | "error";
  /** A sentence. */
  text: string;
  /** What to do about it. */
  remedy?: string;
}

export interface DoctorReport {
  lines: DoctorLine[];
}

const marks = { ok: "✓", warning: "!", error: "✗" };

/**
 * A line a topic, aligned, remedies below their line, then a summary:
 *
 * ```
 * ✓ Training runtime  TensorFlow 2.21.0 …
 * ! Disk space        2 GB are free …
 *                     → free at least 4 GB
 * ```
 */
export function formatDoctor({ lines }: DoctorReport): string {
  const width = Math.max(0, ...lines.map(({ topic }) => topic.length));
  const printed = lines.flatMap(({ topic, state, text, remedy }) => [
    `${marks[state]} ${topic.padEnd(width)}  ${text}`,
    ...(remedy === undefined ? [] : [`${" ".repeat(width + 4)}→ ${remedy}`]),
  ]);
  return [...printed, "", summary(lines)].join("\n");
}

function summary(lines: readonly DoctorLine[]): string {
  const errors = lines.filter(({ state }) => state === "error").length;
  const warnings = lines.filter(({ state }) => state === "warning").length;
  if (errors + warnings === 0) return "Everything is in order.";
  return `${count(errors, "error")}, ${count(warnings, "warning")}.`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** Decimal units, one digit below ten: `1.2 GB`, `853 MB`, `12 kB`. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[power] ?? ""}`;
}
