import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { generatedFiles } from "../../../scripts/generated-files";
import { commandIds } from "../../../src/host/ids";
import { manifestOf, manifestTexts } from "../../../src/host/manifest";
import { defineMethod } from "../../../src/methods/define";
import { fineTuning } from "../../../src/methods/fine-tuning/spec";
import { methods } from "../../../src/methods";

const root = path.resolve(__dirname, "../../..");
const read = (file: string) => readFile(path.join(root, file), "utf8");

describe("manifest", () => {
  it("the generated files are up to date (npx tsx scripts/generate.ts writes them)", async () => {
    for (const [file, content] of await generatedFiles(await read("package.json"))) {
      assert.equal(await read(file), content, file);
    }
  });

  it("every text that the manifest names exists, and every text is named", () => {
    const named = new Set(
      [...JSON.stringify(manifestOf(methods)).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? ""),
    );
    assert.deepEqual([...named].sort(), Object.keys(manifestTexts(methods)).sort());
  });

  it("every command that a menu or a welcome view names is contributed", () => {
    const { contributes } = manifestOf(methods);
    const known = new Set<string>(contributes.commands.map(({ command }) => command));
    const inMenus = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    const inTexts = [...JSON.stringify(manifestTexts(methods)).matchAll(/command:(transferLab\.\w+)/g)].map(
      ([, command]) => command ?? "",
    );
    for (const command of [...inMenus, ...inTexts, ...Object.values(commandIds)])
      assert.ok(known.has(command), command);
  });

  it("a new method brings its own command to the palette", () => {
    const invented = defineMethod({ ...fineTuning, id: "invented", title: "Invented" });
    const { contributes } = manifestOf([...methods, invented]);
    assert.ok(contributes.commands.some(({ command }) => command === "transferLab.new.invented"));
    assert.equal(manifestTexts([invented])["command.new.invented"], "New Invented Experiment");
  });
});
