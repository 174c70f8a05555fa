/** code-server: the workbench of VS Code, served to a browser on this machine only. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ownGroup } from "../../support/process-group";
import type { EditorOptions } from "./editor";
import { writeLanguagePack, writeUserSettings } from "./settings";

const startMs = 60_000;
/** Variables of a surrounding editor, shell or test runner that would change how code-server starts. */
const foreignVariables = ["PORT", "PASSWORD", "VSCODE_IPC_HOOK_CLI", "ELECTRON_RUN_AS_NODE", "NODE_OPTIONS"];

const manifestSchema = z.object({ publisher: z.string(), name: z.string(), version: z.string() });

export interface CodeServer {
  url: string;
  close(): Promise<void>;
}

/**
 * @param program Node and the script of code-server
 * @throws Error with the server's output, if it does not start
 */
export async function startCodeServer(
  program: { node: string; entry: string },
  options: Omit<EditorOptions, "folder">,
): Promise<CodeServer> {
  const userData = path.join(options.home, "user-data");
  const extensions = path.join(options.home, "extensions");
  const config = path.join(options.home, "config.yaml");
  writeUserSettings(userData, options.settings, options.workspaceTrust);
  const { locale } = options;
  const packs = locale === undefined ? [] : [writeLanguagePack(userData, locale)];
  linkExtensions([...options.extensions, ...packs], extensions);
  writeFileSync(config, "auth: none\n");

  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreignVariables.includes(name)));
  const args = ["--config", config, "--user-data-dir", userData, "--extensions-dir", extensions];
  args.push("--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check");
  args.push("--disable-getting-started-override");
  if (!options.workspaceTrust) args.push("--disable-workspace-trust");
  if (locale !== undefined) args.push("--locale", locale);
  const child = spawn(program.node, [program.entry, ...args], {
    cwd: options.home,
    env: { ...env, ...options.env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const group = ownGroup(child);
  try {
    return { url: await listeningUrl(child), close: () => group.end() };
  } catch (error) {
    await group.end();
    throw error;
  }
}

/** Unpacked extensions count as installed once they are in the folder and in its list. */
function linkExtensions(sources: readonly string[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  const list = sources.map((source) => {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(source, "package.json"), "utf8")));
    const id = `${manifest.publisher}.${manifest.name}`;
    const relativeLocation = `${id}-${manifest.version}`.toLowerCase();
    const link = path.join(folder, relativeLocation);
    symlinkSync(realpathSync(source), link, "dir");
    const location = { $mid: 1, path: link, scheme: "file" };
    return { identifier: { id }, version: manifest.version, location, relativeLocation };
  });
  writeFileSync(path.join(folder, "extensions.json"), JSON.stringify(list));
}

/** The server chooses a free port and says which. */
function listeningUrl(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (reason: string) => {
      reject(new Error(`code-server ${reason}\n${output.slice(-4_000)}`));
    };
    const timer = setTimeout(fail, startMs, `did not start within ${startMs / 1000} s`);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const url = /HTTP server listening on (http:\S+?)\/?\s/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      child.stdout?.off("data", read).resume();
      resolve(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", (error) => {
      fail(error.message);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with exit code ${String(code)}`);
    });
  });
}
