/** What can be wrong with a data set, or worth knowing about it, as the values that people see. */
import { t } from "@vscode/l10n";
import type { Problem } from "../protocol/problem";
import { ProblemError } from "../protocol/problem";

/** @param code without the area; `place` is where in the file, for people */
export function fault(code: string, file: string, message: string, place?: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: `data/${code}`,
    file,
    ...(place === undefined ? {} : { place }),
    message,
  });
}

/** Something guessed or left out that does not keep the data from being used. */
export const note = (code: string, file: string, message: string): Problem => ({
  severity: "info",
  code: `data/${code}`,
  file,
  message,
});

/** `"a", "b", "c" and 7 more`: names for a message, however many there are. */
export function quoteList(names: readonly string[], limit = 10): string {
  const shown = names.slice(0, limit).map((name) => JSON.stringify(name));
  const more = names.length - shown.length;
  return more > 0 ? t("{0} and {1} more", shown.join(", "), more) : shown.join(", ");
}

/** What a library or the system said, on one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").trim();
}
