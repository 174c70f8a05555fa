import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { generatedFiles } from "../../../scripts/generated-files";
import { commandIds, toolIds } from "../../../src/host/ids";
import { manifestOf, manifestTexts } from "../../../src/host/manifest";
import { defineMethod } from "../../../src/methods/define";
import { fineTuning } from "../../../src/methods/fine-tuning/spec";
import { methods } from "../../../src/methods";

const root = path.resolve(__dirname, "../../..");
const read = (file: string) => readFile(path.join(root, file), "utf8");

describe("manifest", () => {
  it("the generated files are up to date (npx tsx scripts/generate.ts writes them)", async () => {
    for (const [file, content] of await generatedFiles(read)) {
      assert.equal(await read(file), content, file);
    }
  }).timeout(20_000);

  it("every text that the manifest names exists, and every text is named", () => {
    const named = new Set(
      [...JSON.stringify(manifestOf(methods)).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? ""),
    );
    assert.deepEqual([...named].sort(), Object.keys(manifestTexts(methods)).sort());
  });

  it("every command that a menu or a welcome view names is contributed", () => {
    const { contributes } = manifestOf(methods);
    const views = Object.values(contributes.views).flat();
    const known = new Set<string>([
      ...contributes.commands.map(({ command }) => command),
      ...views.map(({ id }) => `${id}.focus`),
    ]);
    const inMenus = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    const inTexts = [...JSON.stringify(manifestTexts(methods)).matchAll(/command:(transferLab\.[\w.]+)/g)].map(
      ([, command]) => command ?? "",
    );
    for (const command of [...inMenus, ...inTexts, ...Object.values(commandIds)])
      assert.ok(known.has(command), command);
  });

  it("every command can be reached from the palette", () => {
    const { contributes } = manifestOf(methods);
    const hidden = contributes.menus.commandPalette.filter(({ when }) => when === "false");
    assert.deepEqual(hidden, []);
  });

  it("every setting has a scope, a description and a place of its own in the list", () => {
    const { properties } = manifestOf(methods).contributes.configuration;
    const settings = Object.entries(properties);
    for (const [name, setting] of settings) {
      assert.ok(["machine", "window", "resource", "machine-overridable"].includes(setting.scope), name);
      assert.match(setting.markdownDescription, /^%config\.\w+%$/, name);
      assert.ok("default" in setting, name);
    }
    assert.deepEqual(
      settings.map(([, { order }]) => order),
      settings.map((_, index) => index + 1),
    );
  });

  it("every setting is read somewhere", async () => {
    const names = Object.keys(manifestOf(methods).contributes.configuration.properties);
    const files = (await readdir(path.join(root, "src/host"), { recursive: true })).filter(
      (file) => file.endsWith(".ts") && file !== "manifest.ts",
    );
    const sources = (await Promise.all(files.map((file) => read(path.join("src/host", file))))).join("\n");
    // `getConfiguration("transferLab").get("runtime.path")`, or `getConfiguration("transferLab.featureCache").get("folder")`
    const isRead = (name: string) => {
      const parts = name.split(".");
      return parts.some((_, cut) => {
        const [section, key] = [parts.slice(0, cut).join("."), parts.slice(cut).join(".")];
        return cut > 0 && sources.includes(`getConfiguration("${section}")`) && sources.includes(`"${key}"`);
      });
    };
    assert.deepEqual(
      names.filter((name) => !isRead(name)),
      [],
    );
  });

  it("the walkthrough has five steps at most, and each has a picture, a way to be completed and known commands", async () => {
    const { walkthroughs, commands, views } = manifestOf(methods).contributes;
    const known = new Set<string>([
      ...commands.map(({ command }) => command),
      ...Object.values(views)
        .flat()
        .map(({ id }) => `${id}.focus`),
    ]);
    const texts = manifestTexts(methods);
    for (const { steps } of walkthroughs) {
      assert.ok(steps.length <= 5);
      for (const { id, media, completionEvents } of steps) {
        assert.match(await read(media.svg), /var\(--vscode-/, id);
        assert.ok(completionEvents.length > 0, id);
        for (const event of completionEvents)
          assert.ok(!event.startsWith("onCommand:") || known.has(event.slice("onCommand:".length)), event);
        const named = [...(texts[`walkthrough.${id}.description`] ?? "").matchAll(/\(command:([^)]+)\)/g)];
        for (const [, command = ""] of named) assert.ok(known.has(command), command);
      }
    }
  });

  it("tools that run something are for trusted workspaces only, and take one file", () => {
    const { languageModelTools } = manifestOf(methods).contributes;
    assert.deepEqual(
      languageModelTools.map(({ name }) => name),
      Object.values(toolIds),
    );
    const run = languageModelTools.find(({ name }) => name === toolIds.run);
    assert.equal(run?.when, "isWorkspaceTrusted");
  });

  it("a new method brings its own command to the palette", () => {
    const invented = defineMethod({ ...fineTuning, id: "invented", title: "Invented" });
    const { contributes } = manifestOf([...methods, invented]);
    assert.ok(contributes.commands.some(({ command }) => command === "transferLab.new.invented"));
    assert.equal(manifestTexts([invented])["command.new.invented"], "New Invented Experiment");
  });
});
