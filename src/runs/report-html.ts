/**
 * The HTML report: the page of the run panel with its run inside, in one file that opens anywhere without a network.
 *
 * The run travels as JSON in a data block. The page's policy allows nothing but the one script and the one style sheet
 * that it carries, named by their hashes, so a name in the data can do no harm even if it reached the markup.
 */
import { createHash } from "node:crypto";
import { partTable } from "../protocol/part-table";
import { speedParts } from "../protocol/performance";
import type { Interval, Report, ReportPart } from "../protocol/report";
import type { RunView } from "../protocol/view";

/** The built page: its script, and its style sheet with fonts inlined. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * Makes the report of a run.
 *
 * @param view the run; the rows of single steps are left out, since only the trial in hand shows them
 */
export function reportHtml(view: RunView, assets: PageAssets): string {
  const script = safeInElement(assets.script, "script");
  const style = safeInElement(assets.style, "style");
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const saved: RunView = { ...view, rows: view.rows.filter((row) => row.type !== "step") };
  return [
    "<!doctype html>",
    '<html lang="en" class="saved-report">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(`${view.experiment} · ${view.method}`)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    `<noscript>${withoutScript(view)}</noscript>`,
    `<script type="application/json" id="run-view">${safeJson(saved)}</script>`,
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** JSON that cannot end its element or open a comment, and that is also valid JavaScript. */
function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A backslash where the text would end its element; harmless in a string of JavaScript or CSS, the only place for it. */
const safeInElement = (text: string, element: "script" | "style"): string =>
  text.replace(new RegExp(`</(?=${element})`, "gi"), "<\\/").replace(/<!--/g, "<\\!--");

/** The verdict, the figures and the speed for readers that run no scripts. */
function withoutScript({ experiment, report, parts }: RunView): string {
  if (report === undefined) return `<h1>${escapeHtml(experiment)}</h1><p>This run has no report.</p>`;
  const speed = report.performance === undefined ? [] : speedParts(report.performance);
  return [
    `<h1>${escapeHtml(experiment)}</h1>`,
    `<p>${escapeHtml(report.verdict.sentence)}</p>`,
    ...figureList(report),
    ...(report.tasks ?? []).flatMap((task) => [`<h2>${escapeHtml(`Task ${task.task}`)}</h2>`, ...figureList(task)]),
    ...parts.flatMap(partHtml),
    ...(speed.length === 0 ? [] : [`<p>${escapeHtml(["Speed", ...speed].join(" · "))}</p>`]),
  ].join("");
}

function figureList({ headline, arms }: Pick<Report, "headline" | "arms">): string[] {
  const scale = headline.unit === "share" ? 100 : 1;
  const items = arms.map(({ title, figure }) => `<li>${escapeHtml(`${title}: ${figureText(figure, scale)}`)}</li>`);
  return [`<p>${escapeHtml(headline.title)}${scale === 100 ? " in percent" : ""}:</p>`, `<ul>${items.join("")}</ul>`];
}

/** A table, of a chart too. */
function partHtml(part: ReportPart): string[] {
  const { columns, rows } = partTable(part);
  const head = columns.map(({ title }) => `<th>${escapeHtml(title)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`).join("");
  return [
    `<h2>${escapeHtml(part.title)}</h2>`,
    `<p>${escapeHtml(part.describe)}</p>`,
    `<table><tr>${head}</tr>${body}</table>`,
  ];
}

function figureText({ mean, low, high, n }: Interval, scale: number): string {
  const write = (value: number) => (value * scale).toFixed(scale === 1 ? 3 : 1);
  const range = low === undefined || high === undefined ? "" : ` (95 % interval ${write(low)} to ${write(high)})`;
  return `${write(mean)}${range}, ${n} ${n === 1 ? "seed" : "seeds"}`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
