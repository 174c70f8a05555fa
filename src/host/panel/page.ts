/**
 * The page of a webview: the bundled script and style, and nothing else may be loaded or run. What the page of a run keeps
 * in the editor always carries the run's folder, which the page need not know of: by it the editor restores the panel
 * after the window was reloaded.
 */
import { TRANSLATIONS } from "../../protocol/translations";

export interface PageParts {
  /** What the editor's own resources come from. */
  cspSource: string;
  script: string;
  style: string;
  /** Unguessable, one a page. */
  nonce: string;
  language: string;
  /** Texts of the page in that language, by the English ones; none where it speaks English. */
  translations?: Readonly<Record<string, string>> | undefined;
  /** Of the run, where the page is that of one. */
  directory?: string;
  /** Sounds that its messages bring with them may be played. */
  playsSounds?: boolean;
}

/** The run's folder out of what the page kept; nothing where it kept something else. */
export function directoryOfState(state: unknown): string | undefined {
  const known = typeof state === "object" && state !== null && "directory" in state ? state.directory : undefined;
  return typeof known === "string" ? known : undefined;
}

/** Text that is safe inside a script element. */
const scriptText = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** The page may ask for the editor's interface only once, so it gets one that adds the folder to what it keeps. */
const keepDirectory = (directory: string): string => `
      const api = acquireVsCodeApi();
      const directory = ${scriptText(directory)};
      const setState = (state) => api.setState({ ...state, directory });
      setState(api.getState());
      globalThis.acquireVsCodeApi = () => ({ ...api, setState });`;

/** @param parts addresses that the webview can load */
export function pageHtml({
  cspSource,
  script,
  style,
  nonce,
  language,
  translations,
  directory,
  playsSounds,
}: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource} data:`,
    `img-src ${cspSource} data:`,
    ...(playsSounds === true ? ["media-src data:"] : []),
  ].join("; ");
  const kept = directory === undefined ? "" : `<script nonce="${nonce}">${keepDirectory(directory)}\n    </script>`;
  const words =
    translations === undefined
      ? ""
      : `<script type="application/json" id="${TRANSLATIONS}">${scriptText(translations)}</script>`;
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${style}">
    <title>Transfer Lab</title>
  </head>
  <body>
    ${words}
    ${kept}
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
