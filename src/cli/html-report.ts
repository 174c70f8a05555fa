/** Writes the report of a run as one HTML file, with the charts of the run panel. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ProblemError } from "../protocol/problem";
import { writeText } from "../runs/json-file";
import { runFiles } from "../runs/layout";
import { reportHtml } from "../runs/report-html";
import { readRunView } from "../runs/run-view";
import { distFolder } from "./places";

/**
 * @param to where to; the run folder's own `report.html` if left out
 * @returns the file that was written
 * @throws ProblemError where the run cannot be read, the page is not built, or the file cannot be written
 */
export async function writeHtmlReport(runDirectory: string, to = runFiles(runDirectory).html): Promise<string> {
  const view = await readRunView(runDirectory);
  if ("problem" in view) throw new ProblemError(view.problem);
  const [script, style] = await Promise.all([readAsset("webview.js"), readAsset("webview.css")]);
  const file = path.resolve(to);
  await writeText(file, reportHtml(view, { script, style }));
  return file;
}

async function readAsset(name: string): Promise<string> {
  const file = path.join(distFolder, name);
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new ProblemError({
      severity: "error",
      code: "files/not-built",
      file,
      message: "the report's page is not built; run npm run build",
    });
  }
}
