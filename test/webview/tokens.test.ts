import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { distFolder } from "../support/paths";
import themes from "./themes.json";

describe("the style of the panel", () => {
  it("uses only tokens that a theme of VS Code has", () => {
    const style = readFileSync(path.join(distFolder, "webview.css"), "utf8");
    const used = [...style.matchAll(/var\((--vscode-[\w-]+)/g)].map(([, name = ""]) => name);
    const known = new Set(Object.values(themes).flatMap((tokens) => Object.keys(tokens)));
    const unknown = used.filter((name) => !known.has(name));
    assert.deepEqual(unknown, []);
  });
});
