/** Whether what is said of an experiment file is said in the language of the editor. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { config } from "@vscode/l10n";
import { experimentSchemaJson } from "../../../src/experiment/schema";
import { methods } from "../../../src/methods";
import type { Problem } from "../../../src/protocol/problem";
import { measuredProblems } from "../../../src/runs/measured-problems";
import { diagnosed, problemsIn } from "../../fixtures/diagnosed";
import { measuredCases } from "../../fixtures/measured-cases";
import { measuredRun } from "../../fixtures/measured-run";
import { bareSentences, readTexts } from "../../support/l10n-strings";
import { repositoryRoot } from "../../support/paths";
import type { Said } from "./say-problems";

/** A language in which all texts stand in ⟦…⟧ but for what is filled in. */
const marked = (text: string): string =>
  text
    .split(/(\{\d\})/)
    .map((part) => (part === "" || /^\{\d\}$/.test(part) ? part : `⟦${part}⟧`))
    .join("");

function saidIn(bundle: Readonly<Record<string, string>>): Said[] {
  const script = path.join(__dirname, "say-problems.ts");
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import=tsx", script], {
    cwd: repositoryRoot,
    input: JSON.stringify(bundle),
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Said[];
}

const wordsOf = (text: string): string[] => text.match(/\p{L}{2,}/gu) ?? [];

/** Names are the same in every language: those of methods and networks, and what a file is spelt with. */
const names = new Set(
  [...methods.map(({ title }) => title), "MobileNet", spellingsOf(experimentSchemaJson())].flatMap(wordsOf),
);

/** The keys and the choices of a file. */
function spellingsOf(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return "";
  return Object.entries(schema)
    .map(([key, value]) => (key === "enum" ? JSON.stringify(value) : `${key} ${spellingsOf(value)}`))
    .join(" ");
}

describe("what is said of an experiment file", () => {
  it("is said in the language of the editor, whatever the mistake", () => {
    const all = saidIn(Object.fromEntries([...readTexts().translated].map((text) => [text, marked(text)])));
    assert.ok(all.length > 100);
    const bare = all.flatMap(({ code, texts, given }) => {
      const known = new Set(wordsOf(given));
      return texts.flatMap((text) => {
        const left = wordsOf(text.replace(/⟦[^⟧]*⟧/g, " ")).filter((word) => !known.has(word) && !names.has(word));
        return left.length > 0 || !text.includes("⟦") ? [`${code}: ${text} (${left.join(" ")})`] : [];
      });
    });
    assert.deepEqual(bare, []);
  });

  it("has no sentence that is not translated, said or not by the mistakes above", () => {
    const inFolder = (folder: string, isOne: RegExp) =>
      readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => isOne.test(name))
        .map((name) => path.join(folder, name));
    const files = [
      ...inFolder(
        "src/experiment",
        /^(advice\/.*|check.*|explain|fixes|layer-choices|parse|plan|rate-.*|suggest)\.ts$/,
      ),
      ...inFolder("src/methods", /\/(check.*|needs-validation|conclude|best-of-sweep|outcome|parts)\.ts$/),
      "src/methods/zero-shot-parts.ts",
      ...["verdict", "build-report"].map((name) => `src/runs/${name}.ts`),
      ...inFolder("src/runs/measured-problems", /\.ts$/),
    ];
    assert.ok(files.length > 50, String(files.length));
    assert.deepEqual(bareSentences(files), []);
  });

  it("reads well in German", () => {
    config({ fsPath: path.join(repositoryRoot, "l10n/bundle.l10n.de.json") });
    const said = (problems: readonly Problem[]) =>
      problems.map(({ message, fixes = [] }) => [message, ...fixes.map(({ title }) => title)]);
    const misspelt = diagnosed["layers/unknown-layer"]?.bad;
    const overfit = measuredCases["result/overfitting"]?.measures;
    assert.ok(misspelt !== undefined && overfit !== undefined);
    assert.deepEqual(said(problemsIn(misspelt)), [
      [
        "muss eine Schicht des Quellmodells nennen (conv1, conv1_bn, conv2, head), ist aber „covn1“; meinten Sie „conv1“?",
        "In „conv1“ umbenennen",
        "„covn1“ entfernen",
      ],
    ]);
    assert.deepEqual(said(measuredProblems(measuredRun(overfit))), [
      [
        "der Validierungsverlust steigt ab Epoche 5, während der Trainingsverlust noch fällt (3 Seeds, von 0.420 auf 1.20 Nats): Überanpassung; beenden Sie dort, oder setzen Sie training.earlyStopping",
        "Früh beenden und die beste Epoche behalten",
        "4 Epochen trainieren",
      ],
    ]);
  });

  afterEach(() => {
    config({ contents: {} });
  });
});
