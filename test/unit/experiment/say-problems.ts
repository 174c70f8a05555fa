/**
 * Says every problem of the tables of mistakes in the language of the bundle that comes on standard input. A process of
 * its own: as in the editor, the language is there before files are read, but not before the methods are loaded.
 */
import { text } from "node:stream/consumers";
import { config } from "@vscode/l10n";
import "../../../src/methods";
import type { Problem } from "../../../src/protocol/problem";

export interface Said {
  code: string;
  /** The messages, and the titles of the fixes. */
  texts: string[];
  /** What of them comes from the file and what is known of its data. */
  given: string;
}

async function main(): Promise<void> {
  config({ contents: JSON.parse(await text(process.stdin)) as Record<string, string> });
  const [{ diagnosed, problemsIn }, { same, textOf }, { measuredCases }, { measuredRun }, { measuredProblems }] =
    await Promise.all([
      import("../../fixtures/diagnosed"),
      import("../../fixtures/diagnosed/diagnosed"),
      import("../../fixtures/measured-cases"),
      import("../../fixtures/measured-run"),
      import("../../../src/runs/measured-problems"),
    ]);
  const checked = Object.entries(diagnosed).map(([code, { bad }]) =>
    said(code, problemsIn(bad), textOf(bad) + JSON.stringify(bad.facts ?? same)),
  );
  const measured = Object.entries(measuredCases).map(([code, { measures }]) => {
    const run = measuredRun(measures);
    return said(code, measuredProblems(run), JSON.stringify(run));
  });
  process.stdout.write(JSON.stringify([...checked, ...measured]));
}

const said = (code: string, problems: readonly Problem[], given: string): Said => ({
  code,
  texts: problems.flatMap(({ message, fixes = [] }) => [message, ...fixes.map(({ title }) => title)]),
  given,
});

void main();
