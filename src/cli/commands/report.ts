import type { Command } from "commander";
import { ProblemError } from "../../protocol/problem";
import { command, exitWith } from "../command";
import { concludeText } from "../conclude";
import { codeOfVerdict } from "../exit-codes";
import { findRun } from "../find-run";
import { writeHtmlReport } from "../html-report";
import { jsonOption } from "../options";
import { print, printJson, shellWord } from "../print";

export const reportCommand = (): Command =>
  command("report", "show the curves and the verdict of a finished run")
    .argument("<run>", "a run folder, the id of a run, or an experiment file for its newest run")
    .option("--html <file>", "write the report with its charts as one HTML file")
    .addOption(jsonOption("print the report as a line of JSON"))
    .action(exitWith(showReport));

async function showReport(named: string, { html, json = false }: { html?: string; json?: boolean }): Promise<number> {
  const { runId, directory, state, report } = await findRun(named);
  if (report === undefined) {
    throw new ProblemError({
      severity: "error",
      code: "runs/no-report",
      file: runId,
      message: `only a finished run has a report, and this one is ${state}; go on with: transfer-lab resume ${shellWord(runId)}`,
    });
  }
  if (html !== undefined) print(await writeHtmlReport(directory, html));
  else if (json) printJson(report);
  else return concludeText(directory);
  return codeOfVerdict(report.verdict);
}
