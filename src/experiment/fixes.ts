/** Quick fixes that several checks offer. */
import type { Fix, JsonPath } from "../protocol/problem";

export const setFix = (title: string, path: JsonPath, value: unknown): Fix => ({
  title,
  edits: [{ kind: "set", path, value }],
});

/** @param controls of the experiment */
export const withoutControl = (controls: readonly string[], id: string): Fix =>
  setFix(
    `Remove "${id}"`,
    ["controls"],
    controls.filter((control) => control !== id),
  );

export const keepForValidation: Fix = setFix(
  "Keep a fifth of the labelled examples for validation",
  ["target", "validation"],
  { fraction: 0.2 },
);
