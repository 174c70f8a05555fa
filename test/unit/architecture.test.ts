/** The boundaries of `.dependency-cruiser.cjs`: the sources keep them, and the check catches what breaks them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { repositoryRoot } from "../support/paths";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder";

const cruiseMs = 120_000;
const cruiser = path.join(repositoryRoot, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
const rulesFile = path.join(repositoryRoot, ".dependency-cruiser.cjs");

const resultSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** @returns how many modules were read, and `rule: from → to` for each broken rule */
function cruise(folder: string): { modules: number; violations: string[] } {
  const args = [cruiser, "src", "webview-ui", "--config", rulesFile, "--output-type", "json"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
  const { totalCruised, violations } = resultSchema.parse(JSON.parse(stdout)).summary;
  return { modules: totalCruised, violations: violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`) };
}

/** Sources that break every rule once, by file. */
const forbidden: Record<string, string> = {
  "src/data/chicken.ts": 'import { egg } from "./egg";\nexport const chicken = () => egg;',
  "src/data/egg.ts": 'import { chicken } from "./chicken";\nexport const egg = () => chicken;',
  "src/data/lost.ts": 'export { nothing } from "./nowhere";',
  "src/data/tested.ts": 'export { helper } from "../../test/helper";',
  "src/cli/editor.ts": 'export { window } from "vscode";',
  "src/cli/indirect.ts": 'export { tf } from "../training/tf";',
  "src/training/tf.ts": 'export { tf } from "@tensorflow/tfjs-node";',
  "src/training/second.ts": 'export { tf } from "@tensorflow/tfjs-node";',
  "src/protocol/message.ts": 'export { sum } from "../math/sum";',
  "src/math/sum.ts": "export const sum = 0;",
  "src/math/table.ts": 'export { readFileSync } from "node:fs";',
  "src/methods/one/spec.ts": 'export { tf } from "../../training/tf";',
  "src/methods/two/train.ts": 'export { tf } from "../one/spec";',
  "src/experiment/open.ts": 'export { readFileSync } from "node:fs";',
  "webview-ui/main.ts": 'export { sum } from "../src/math/sum";',
  "test/helper.ts": "export const helper = 0;",
  "tsconfig.json": "{}",
  "node_modules/@tensorflow/tfjs-node/package.json": '{ "name": "@tensorflow/tfjs-node", "main": "index.js" }',
  "node_modules/@tensorflow/tfjs-node/index.js": "exports.tf = {};",
};

const caught = [
  "no-cycles: src/data/chicken.ts → src/data/egg.ts",
  "no-unresolved: src/data/lost.ts → ./nowhere",
  "sources-do-not-import-tests: src/data/tested.ts → test/helper.ts",
  "only-host-imports-vscode: src/cli/editor.ts → vscode",
  "no-tensorflow-outside-the-engine: src/cli/indirect.ts → node_modules/@tensorflow/tfjs-node/index.js",
  "one-import-of-tfjs-node: src/training/second.ts → node_modules/@tensorflow/tfjs-node/index.js",
  "protocol-imports-nothing: src/protocol/message.ts → src/math/sum.ts",
  "math-imports-only-packages: src/math/table.ts → fs",
  "specs-are-data: src/methods/one/spec.ts → src/training/tf.ts",
  "methods-do-not-know-each-other: src/methods/two/train.ts → src/methods/one/spec.ts",
  "experiment-is-pure: src/experiment/open.ts → fs",
  "webview-imports-only-the-protocol: webview-ui/main.ts → src/math/sum.ts",
];

describe("the architecture", () => {
  it("is kept by every source", function () {
    this.timeout(cruiseMs);
    const { modules, violations } = cruise(repositoryRoot);
    assert.deepEqual(violations, []);
    assert.ok(modules > 0, "no source was read");
  });

  describe("if it were broken", () => {
    let folder: TemporaryFolder;
    let violations: string[];

    before(function () {
      this.timeout(cruiseMs);
      folder = temporaryFolder("architecture");
      for (const [name, text] of Object.entries(forbidden)) {
        const file = path.join(folder.path, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      ({ violations } = cruise(folder.path));
    });
    after(() => {
      folder.remove();
    });

    for (const violation of caught) {
      it(`would be caught: ${violation}`, () => {
        assert.ok(violations.includes(violation), `only these were caught:\n${violations.join("\n")}`);
      });
    }
  });
});
