/** The small version of `bench/findings/progressive-networks.ts`: fewer pictures, seeds and epochs. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { changedBits, digitsOf, figuresOf, wholeSequence } from "../../../bench/findings/digits-in-sequence";
import { Lab } from "../../../bench/findings/lab";
import type { Report } from "../../../src/protocol/report";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("MNIST, Fashion-MNIST and UCI digits in sequence", function () {
  this.timeout(600_000);
  let workspace: TemporaryFolder;
  let report: Report;

  before(async () => {
    workspace = temporaryFolder("progressive-finding");
    const lab = new Lab(workspace.path, await startNativeBackend());
    const digits = await digitsOf((name) => sampleDataFolder(name, {}));
    const size = {
      earlier: { perClass: 60, epochs: 4 },
      test: { mnist: 0.05, fashion: 0.01, uci: 0.3 },
      learningRate: 0.002,
    };
    const target = { perClass: 5, epochs: 30 };
    const run = await lab.run(
      wholeSequence(digits, { size, seeds: [1, 2], controls: ["scratch", "fine-tuning"], target }),
    );
    ({ report } = run);
  });
  after(() => {
    workspace.remove();
  });

  it("are learnt by columns that change no bit of an earlier task, in weights and in outputs", () => {
    const { proofs, outputs, changed } = changedBits(report);
    assert.deepEqual({ outputs, changed }, { outputs: 4, changed: 0 });
    assert.ok(proofs > 30, String(proofs));
  });

  it("are forgotten by 10 points and more where one network learns them in turn", () => {
    const accuracy = (arm: string) => mean(figuresOf(report, arm, "mnist/accuracy"));
    const forgotten = accuracy("transfer") - accuracy("fine-tuning");
    assert.ok(forgotten > 0.1, String(forgotten));
  });

  it("help: the last task is not learnt worse than from scratch", () => {
    const gain = mean(figuresOf(report, "transfer", "accuracy")) - mean(figuresOf(report, "scratch", "accuracy"));
    assert.ok(gain > 0, String(gain));
  });
});
