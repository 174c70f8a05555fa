/**
 * Measures and writes `bench/results.json` and `bench/RESULTS.md`; started by `scripts/bench.mjs`.
 *
 *   run.ts               every case
 *   run.ts a d           these cases; the others stay as they were measured before
 *   run.ts --full b      without scaling up from a part of the work
 *   run.ts --smoke       shows in a few minutes that everything works; its results go to the workplace
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cases } from "./cases";
import { busyShare } from "./lib/busy";
import { environmentOf } from "./lib/environment";
import type { BenchCase } from "./lib/measurement";
import { reportOf } from "./lib/report";
import { resultsSchema, type CaseResult, type Results } from "./lib/result";
import { openWorkplace } from "./lib/workplace";

const benchFolder = path.dirname(fileURLToPath(import.meta.url));

const { values: choices, positionals } = parseArgs({
  options: { full: { type: "boolean", default: false }, smoke: { type: "boolean", default: false } },
  allowPositionals: true,
});
/** Share of the processor that others may take without a warning. */
const MUCH = 0.1;
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const say = (text: string): void => {
  console.log(text);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const chosen = chosenCases(positionals);
  const workplace = await openWorkplace();
  const folder = choices.smoke ? workplace.folder : benchFolder;
  for (const { id, measure } of chosen) {
    const before = await busyShare();
    if (before > MUCH) say(`Something else keeps ${percent(before)} of the machine busy; these figures will be off`);
    const start = performance.now();
    const { versions, ...measured } = await measure({ workplace, say, ...choices });
    const environment = environmentOf(versions);
    const result: CaseResult = { ...measured, measuredAt: new Date().toISOString(), environment };
    const results = await withCase(folder, id, result);
    await writeFile(path.join(folder, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
    await writeFile(path.join(folder, "RESULTS.md"), reportOf(results));
    say(`(${id}) ${result.title}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    say(JSON.stringify({ ...result.ratios, ...result.figures }));
  }
}

function chosenCases(ids: readonly string[]): readonly BenchCase[] {
  const unknown = ids.find((id) => !cases.some((other) => other.id === id));
  if (unknown !== undefined)
    throw new Error(`There is no case "${unknown}"; there are ${cases.map(({ id }) => id).join(", ")}`);
  return ids.length === 0 ? cases : cases.filter(({ id }) => ids.includes(id));
}

/** After every case, so that an interrupted benchmark leaves what it found. */
async function withCase(folder: string, id: string, result: CaseResult): Promise<Results> {
  const before = await readResults(folder);
  const all = Object.fromEntries(
    Object.entries({ ...before?.cases, [id]: result }).sort(([one], [other]) => one.localeCompare(other)),
  );
  return {
    command: ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" "),
    ratios: Object.fromEntries(Object.values(all).flatMap(({ ratios }) => Object.entries(ratios))),
    figures: Object.fromEntries(Object.values(all).flatMap(({ figures }) => Object.entries(figures))),
    cases: all,
  };
}

/** @returns undefined where there are none, or none of this form */
async function readResults(folder: string): Promise<Results | undefined> {
  const text = await readFile(path.join(folder, "results.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : resultsSchema.safeParse(JSON.parse(text)).data;
}
