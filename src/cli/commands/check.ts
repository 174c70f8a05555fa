import { Option, type Command } from "commander";
import { locate } from "../../experiment/edit";
import type { Problem } from "../../protocol/problem";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { lastFinishedRun, problemsOfLastRun } from "../../runs/measured-problems/last-run";
import { hintedLines } from "../hints";
import { hasErrors, loadExperiment, type LoadedExperiment } from "../load-experiment";
import { jsonOption } from "../options";
import { print, printJson, problemText, shortPath } from "../print";

export const checkCommand = (): Command =>
  command("check", "say what is wrong with experiment files, without training")
    .argument("<files...>", "*.transfer.json files")
    .addOption(jsonOption("print each problem as a line of JSON"))
    .addOption(
      new Option("--format <form>", "for people, or a line FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE] for each problem")
        .choices(["text", "unix"])
        .default("text"),
    )
    .option(
      "--hints",
      "also print what stands behind the lines: shapes and weights of layers, rates, numbers of examples",
    )
    .action(exitWith(check));

interface CheckOptions {
  json?: boolean;
  format?: "text" | "unix";
  hints?: boolean;
}

async function check(files: string[], options: CheckOptions): Promise<number> {
  const code = { errors: false };
  for (const named of files) {
    const loaded = await loadExperiment(named);
    code.errors ||= hasErrors(loaded.problems);
    printProblems(loaded, [...loaded.problems, ...(await measured(loaded))], options);
    if (options.hints === true) printHints(loaded, options);
  }
  return code.errors ? exitCodes.badInput : exitCodes.ok;
}

function printProblems(
  { file, text }: LoadedExperiment,
  problems: readonly Problem[],
  { json = false, format = "text" }: CheckOptions,
): void {
  for (const problem of problems) {
    const place = placeOf(problem, text);
    if (json) printJson({ ...problem, ...place });
    else if (format === "unix") print(lineOf(problem, `${shortPath(file)}:${place.line}:${place.column}`, file));
    else print(`${problemText(problem)}\n  at ${shortPath(file)}:${place.line}:${place.column}`);
  }
  if (!json && format === "text" && problems.length === 0) print(`${shortPath(file)}: nothing to complain about`);
}

function printHints(loaded: LoadedExperiment, { json = false }: CheckOptions): void {
  for (const one of hintedLines(loaded)) {
    if (json) printJson({ file: loaded.file, ...one });
    else print(`${shortPath(loaded.file)}:${one.line}: ${one.place}: ${one.hint}`);
  }
}

/** What the newest finished run has to say; it is no fault of the file, so it decides no exit code. */
async function measured({ file, experiment, problems }: LoadedExperiment): Promise<Problem[]> {
  if (experiment === undefined) return [];
  const run = await lastFinishedRun(file);
  return run === undefined ? [] : problemsOfLastRun(experiment, run, problems);
}

/** Both from 1. */
function placeOf({ path = [], atKey = false }: Problem, text: string): { line: number; column: number } {
  const before = text.slice(0, locate(text, path, atKey).offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Of other files than the experiment's, which is at the front already, the name is part of the message. */
function lineOf({ severity, place, message, code, file }: Problem, at: string, experimentFile: string): string {
  const about = file === experimentFile ? [] : [file];
  const text = [[...about, ...(place === undefined ? [] : [place])].join(", "), message].filter((part) => part !== "");
  return `${at}: ${severity}: ${text.join(": ").replace(/\s+/g, " ")} [${code}]`;
}
