import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { readTexts } from "../../support/l10n-strings";
import { repositoryRoot } from "../../support/paths";

const read = (file: string) =>
  JSON.parse(readFileSync(path.join(repositoryRoot, file), "utf8")) as Record<string, string>;

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();
const commands = (text: string): string[] => (text.match(/\(command:[^)]*\)/g) ?? []).sort();

describe("German", () => {
  const texts = readTexts();
  const bundle = read("l10n/bundle.l10n.de.json");
  const [english, german] = [read("package.nls.json"), read("package.nls.de.json")];

  it("has every text of the extension, and none that is not used", () => {
    assert.deepEqual(texts.unreadable, []);
    assert.deepEqual(Object.keys(bundle).sort(), [...texts.translated].sort());
  });

  it("has every text of the manifest, and none that is not used", () => {
    assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
  });

  it("fills in the same values and leads to the same commands", () => {
    for (const [key, text] of Object.entries(bundle)) assert.deepEqual(placeholders(text), placeholders(key), key);
    for (const [key, text] of Object.entries(german))
      assert.deepEqual(commands(text), commands(english[key] ?? ""), key);
  });

  it("no text is left empty", () => {
    for (const [key, text] of [...Object.entries(bundle), ...Object.entries(german)])
      assert.notEqual(text.trim(), "", key);
  });

  it("no text of the extension host is shown without being translated", () => {
    assert.deepEqual(texts.bare, []);
  });
});
