/** The pages of the extension and their files as it serves them, under the same content security policy. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Route } from "playwright-core";
import { pageHtml, type PageParts } from "../../src/host/panel/page";
import { distFolder } from "../support/paths";

/** No network is involved: every request of the page is answered here. */
export const origin = "http://panel.invalid";

/** What VS Code itself puts into every webview's page. */
const defaultStyle = `
  <style nonce="test">
    body { background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family);
      font-size: var(--vscode-font-size); font-weight: var(--vscode-font-weight); margin: 0; padding: 0 20px; }
    html { background-color: var(--vscode-editor-background); }
  </style>`;

const contentTypes: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf" };

export type PageLanguage = Pick<PageParts, "language" | "translations">;
export const english: PageLanguage = { language: "en" };

/** @param entry of the page's bundle @param language of the page that is asked for next */
export const answerFromDist =
  (entry: string, language: () => PageLanguage = () => english) =>
  (route: Route): Promise<void> => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "") return route.fulfill({ contentType: "text/html", body: page(entry, language()) });
    const file = path.join(distFolder, path.basename(name));
    if (!existsSync(file)) return route.fulfill({ status: 404, body: `${name} is not in dist; run: npm run build` });
    const contentType = contentTypes[path.extname(file)] ?? "application/octet-stream";
    return route.fulfill({ contentType, body: readFileSync(file) });
  };

function page(entry: string, language: PageLanguage): string {
  const html = pageHtml({
    cspSource: origin,
    script: `${origin}/${entry}.js`,
    style: `${origin}/${entry}.css`,
    nonce: "test",
    ...language,
    directory: "/runs/test",
  });
  return html
    .replace(`style-src ${origin}`, `style-src ${origin} 'nonce-test'`)
    .replace("<head>", `<head>${defaultStyle}`);
}
