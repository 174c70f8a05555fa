/**
 * Writes `themes.json`: the CSS variables that a real VS Code gives to a webview, for each theme that tests use.
 *
 *   npx tsx test/webview/capture-themes.ts
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../support/temporary-folder";
import { until } from "../support/until";
import { type Theme, Workbench } from "../host/workbench";

const themes: readonly Theme[] = ["dark", "light", "high-contrast", "high-contrast-light"];

/** What a panel may draw with; the rest belongs to parts of the window that a panel never imitates. */
const kept =
  /^--vscode-(badge|button|charts|checkbox|contrast|descriptionForeground|disabledForeground|dropdown|editor-(background|font|foreground|selection)|editor(Error|GroupBorder|HoverWidget|Info|LineNumber|Warning|Widget)|errorForeground|focusBorder|font-|foreground|icon|input|list-|panel-|problems|progressBar|radio|scrollbar|sideBar|testing-icon|text|toolbar|tree|widget)/;

const extension = `
const { commands, window, ViewColumn } = require("vscode");
exports.activate = ({ subscriptions }) => subscriptions.push(commands.registerCommand("capture.open", () => {
  const panel = window.createWebviewPanel("capture", "Capture", ViewColumn.One, {});
  panel.webview.html = '<!doctype html><body><p id="captured">variables</p></body>';
}));`;

const manifest = {
  name: "capture",
  publisher: "transfer-lab",
  version: "0.0.1",
  engines: { vscode: "^1.100.0" },
  main: "./extension.js",
  contributes: { commands: [{ command: "capture.open", title: "Open", category: "Capture" }] },
};

async function capture(workbench: Workbench, theme: Theme): Promise<Record<string, string>> {
  const frame = await workbench.webviewFrame("#captured");
  const kind = `vscode-${theme}`;
  await until(() => frame.locator(`body[data-vscode-theme-kind="${kind}"]`).isVisible(), `the theme ${kind}`);
  const style = (await frame.locator("html").getAttribute("style")) ?? "";
  const variables = [...style.matchAll(/(--vscode-[\w-]+):\s*([^;]+);/g)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  return Object.fromEntries(variables.filter(([name]) => kept.test(name)).sort(([a], [b]) => a.localeCompare(b)));
}

async function main(): Promise<void> {
  const home = temporaryFolder("capture");
  writeFileSync(path.join(home.path, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(home.path, "extension.js"), extension);
  const workbench = await Workbench.start({ extensions: [home.path] });
  try {
    await workbench.palette("Capture: Open");
    const captured: Partial<Record<Theme, Record<string, string>>> = {};
    for (const theme of themes) {
      await workbench.setTheme(theme);
      captured[theme] = await capture(workbench, theme);
    }
    writeFileSync(path.join(__dirname, "themes.json"), `${JSON.stringify(captured, null, 2)}\n`);
  } finally {
    await workbench.stop();
    home.remove();
  }
}

void main();
