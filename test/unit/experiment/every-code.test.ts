/** Every diagnostic of an experiment file: what triggers it, what does not, and that its fixes leave a file that passes. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { applyEdits } from "../../../src/experiment/edit";
import { methods } from "../../../src/methods";
import type { Problem } from "../../../src/protocol/problem";
import { diagnosed, problemsIn } from "../../fixtures/diagnosed";
import { same, textOf } from "../../fixtures/diagnosed/diagnosed";
import { repositoryRoot } from "../../support/paths";

/** Where codes are written that a check of an experiment file gives. */
const sources = [
  ...readdirSync(path.join(repositoryRoot, "src/experiment"))
    .filter((name) => /^(check.*|explain|parse|plan)\.ts$/.test(name))
    .map((name) => `src/experiment/${name}`),
  "src/data/split-faults.ts",
  ...methods.flatMap(({ id }) =>
    readdirSync(path.join(repositoryRoot, "src/methods", id))
      .filter((name) => name.startsWith("check"))
      .map((name) => `src/methods/${id}/${name}`),
  ),
];

const codesIn = (file: string): string[] =>
  [...readFileSync(path.join(repositoryRoot, file), "utf8").matchAll(/"([a-z][a-z-]*\/[a-z][a-z-]*)"/g)].map(
    ([, code]) => code ?? "",
  );

const spelled = (problems: readonly Problem[]) =>
  problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

describe("the diagnostics of an experiment file", () => {
  it("are all in the table", () => {
    const codes = sources.flatMap(codesIn);
    assert.ok(codes.length > 50);
    assert.deepEqual(
      [...new Set(codes)].filter((code) => !(code in diagnosed)),
      [],
    );
  });

  for (const [code, { bad, good = { facts: bad.facts ?? same } }] of Object.entries(diagnosed)) {
    it(`${code} is said where it is so, and only there`, () => {
      const found = problemsIn(bad);
      assert.ok(
        found.some((problem) => problem.code === code),
        spelled(found).join("\n"),
      );
      const others = problemsIn(good);
      assert.deepEqual(spelled(others.filter((problem) => problem.code === code)), []);
    });

    it(`each fix of ${code} leaves a file that passes, with its comments`, () => {
      const text = textOf(bad);
      const before = problemsIn(bad, text);
      const others = before.map((one) => one.code).filter((other) => other !== code);
      for (const { title, edits } of before.find((one) => one.code === code)?.fixes ?? []) {
        const fixed = applyEdits(text, edits);
        assert.notEqual(fixed, text, title);
        const left = problemsIn(bad, fixed).filter((one) => one.severity !== "info" || one.code === code);
        assert.deepEqual(spelled(left.filter((one) => !others.includes(one.code))), [], `after "${title}":\n${fixed}`);
        if (text.startsWith("// Kept.")) assert.ok(fixed.startsWith("// Kept."), title);
      }
    });
  }
});
