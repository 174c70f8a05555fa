/**
 * Opens a workspace in the editor that tests use, for a person, until they interrupt it or close the window.
 *
 *   npx tsx test/host/open.ts FOLDER
 */
import { once } from "node:events";
import path from "node:path";
import { repositoryRoot } from "../support/paths";
import { temporaryFolder } from "../support/temporary-folder";
import { tool } from "../support/tools";
import { startCodeServer } from "./editor/code-server";
import { startDesktop } from "./editor/desktop";

async function open(folder: string): Promise<void> {
  const editor = tool("editor");
  const home = temporaryFolder("editor");
  const options = { extensions: [repositoryRoot], settings: {}, workspaceTrust: false, env: {}, home: home.path };
  const interrupted = once(process, "SIGINT");
  if (editor.kind === "vscode") {
    const window = await startDesktop(editor.executable, { ...options, folder });
    await Promise.race([window.page.waitForEvent("close", { timeout: 0 }), interrupted]);
    await window.close();
  } else {
    const server = await startCodeServer(editor, options);
    const query = new URLSearchParams({ folder }).toString();
    console.log(`Open ${server.url}/?${query} in a browser; Ctrl-C ends it`);
    await interrupted;
    await server.close();
  }
  home.remove();
}

void open(path.resolve(process.argv[2] ?? "."));
