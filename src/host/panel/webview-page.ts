/** What every webview here does the same way: its page out of one bundle, and decoding what the page sends. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { pageHtml, type PageParts } from "./page";

export interface WebviewPage extends Pick<PageParts, "directory" | "playsSounds"> {
  /** The folder of the bundles. */
  assets: vscode.Uri;
  /** Of the bundle: `webview` for `webview.js` and `webview.css`. */
  bundle: string;
}

/** The page that a webview is to show. */
export function htmlOf(webview: vscode.Webview, { assets, bundle, ...more }: WebviewPage): string {
  const asset = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  return pageHtml({
    cspSource: webview.cspSource,
    script: asset(`${bundle}.js`),
    style: asset(`${bundle}.css`),
    nonce: randomBytes(16).toString("base64"),
    language: vscode.env.language,
    translations: vscode.l10n.bundle,
    ...more,
  });
}

interface Schema<T> {
  safeParse(raw: unknown): { success: true; data: T } | { success: false };
}

/**
 * @param sender who sent the message, at the beginning of a sentence
 * @returns nothing where the message is of an unknown form, which the log then says
 */
export function decoded<T>(
  schema: Schema<T>,
  raw: unknown,
  sender: string,
  log: vscode.LogOutputChannel,
): T | undefined {
  const message = schema.safeParse(raw);
  if (message.success) return message.data;
  log.warn(`${sender} sent a message of an unknown form: ${JSON.stringify(raw).slice(0, 200)}`);
  return undefined;
}
