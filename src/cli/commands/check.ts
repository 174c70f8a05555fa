import type { Command } from "commander";
import { locate } from "../../experiment/edit";
import type { Problem } from "../../protocol/problem";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { hasErrors, loadExperiment } from "../load-experiment";
import { jsonOption } from "../options";
import { print, printJson, problemText, shortPath } from "../print";

export const checkCommand = (): Command =>
  command("check", "say what is wrong with experiment files, without training")
    .argument("<files...>", "*.transfer.json files")
    .addOption(jsonOption("print each problem as a line of JSON"))
    .action(exitWith(check));

async function check(files: string[], { json = false }: { json?: boolean }): Promise<number> {
  const code = { errors: false };
  for (const named of files) {
    const { file, text, problems } = await loadExperiment(named);
    code.errors ||= hasErrors(problems);
    for (const problem of problems) {
      const place = placeOf(problem, text);
      if (json) printJson({ ...problem, ...place });
      else print(`${problemText(problem)}\n  at ${shortPath(file)}:${place.line}:${place.column}`);
    }
    if (!json && problems.length === 0) print(`${shortPath(file)}: nothing to complain about`);
  }
  return code.errors ? exitCodes.badInput : exitCodes.ok;
}

/** Both from 1. */
function placeOf({ path = [], atKey = false }: Problem, text: string): { line: number; column: number } {
  const before = text.slice(0, locate(text, path, atKey).offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
