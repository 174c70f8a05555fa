/** Which experiment file of the workspace a language model means; never one from elsewhere. */
import path from "node:path";
import * as vscode from "vscode";
import { core } from "../core";
import { findExperimentFiles } from "../experiment-files";

/**
 * @param input of a tool, of any form
 * @returns absolute path
 * @throws Error that names the experiment files there are; the language model reads it
 */
export async function namedExperiment(input: unknown): Promise<string> {
  const { readToolInput } = await core();
  const named = readToolInput(input);
  const files = await findExperimentFiles();
  const shown = files.map((file) => vscode.workspace.asRelativePath(file)).join(", ");
  const known = files.length === 0 ? "there is none in the workspace" : `the workspace has: ${shown}`;
  if (named === undefined) throw new Error(`The input must be {"file": "<name>.transfer.json"}; ${known}.`);
  const found = files.filter((file) => isMeant(file, named));
  const [only] = found;
  if (only === undefined) throw new Error(`There is no experiment file ${JSON.stringify(named)}; ${known}.`);
  if (found.length > 1) throw new Error(`Several experiment files are called ${JSON.stringify(named)}; ${known}.`);
  return only;
}

/** By its path from the workspace, its absolute path, or its name alone. */
const isMeant = (file: string, named: string): boolean =>
  [
    file,
    vscode.workspace.asRelativePath(file),
    vscode.workspace.asRelativePath(file, false),
    path.basename(file),
  ].includes(named.replace(/^\.\//, ""));

export const textResult = (text: string): vscode.LanguageModelToolResult =>
  new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
