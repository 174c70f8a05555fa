/** A real VS Code window with the extension in it, whichever of the two editors this machine has. */
import type { Page } from "playwright-core";
import { tool } from "../../support/tools";
import { startCodeServer } from "./code-server";
import { startDesktop } from "./desktop";
import { openInBrowser } from "./in-browser";

export interface EditorOptions {
  /** The folder that is opened; absolute. */
  folder: string;
  /** Folders of unpacked extensions; absolute. */
  extensions: readonly string[];
  /** User settings beside those that keep the window quiet. */
  settings: Readonly<Record<string, unknown>>;
  /** With Workspace Trust on, the folder opens in Restricted Mode. */
  workspaceTrust: boolean;
  /** Added to the environment of the editor, its extension host and what that starts. */
  env: Readonly<Record<string, string>>;
  /** The language of the window, for example `de`; English where it is left out. Only extensions speak it. */
  locale?: string;
  /** Holds the editor's user data and extensions; the caller made it and removes it. */
  home: string;
}

export interface Editor {
  page: Page;
  close(): Promise<void>;
}

export async function startEditor(options: EditorOptions): Promise<Editor> {
  const editor = tool("editor");
  if (editor.kind === "vscode") return startDesktop(editor.executable, options);
  const server = await startCodeServer(editor, options);
  return openInBrowser(server, options.folder);
}
