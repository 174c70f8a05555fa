/** What the options promise at their ends, in whole runs: files in, weights out. */
import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab, type LabRun } from "../../../../bench/findings/lab";
import type { RawExperiment } from "../../../../src/experiment/raw";
import { readModelFiles } from "../../../../src/models/model-files";
import { modelsFolder, runFiles } from "../../../../src/runs/layout";
import { readMetrics } from "../../../../src/runs/metrics-log";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { tableText } from "../../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";

const experiment = {
  method: "conservative-training",
  source: { dataset: "data/source.csv", architecture: "mlp", epochs: 4, learningRate: 0.01 },
  target: { dataset: "data/target.csv", labelled: { perClass: 6 }, validation: "none" },
  training: { epochs: 20, batchSize: 8, seeds: [1], optimizer: { learningRate: 0.01 } },
  controls: [],
} satisfies RawExperiment;

describe("conservative training", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("conservative");
    lab = new Lab(workspace.path, await startNativeBackend());
    await mkdir(path.join(workspace.path, "data"));
    await writeFile(path.join(workspace.path, "data/source.csv"), tableText(["x", "y", "z"], 40, "source"));
    await writeFile(path.join(workspace.path, "data/target.csv"), tableText(["x", "y", "z"], 20, "target"));
  });
  after(() => {
    workspace.remove();
  });

  const run = (options: object, changes: object = {}) => lab.run({ ...experiment, options, ...changes });
  const weightsOf = async ({ directory }: LabRun) => {
    const folder = runFiles(directory).model(1);
    return Buffer.from((await readModelFiles(folder, folder)).weights);
  };
  const driftOf = async ({ directory }: LabRun, layer: string) => {
    const { rows } = await readMetrics(runFiles(directory).metrics);
    const last = rows.findLast((row) => row.type === "epoch");
    return last?.type === "epoch" ? (last.layers?.[layer]?.drift ?? NaN) : NaN;
  };
  const divergenceOf = ({ report }: LabRun) => report.trials[0]?.measured?.outputDivergenceNats ?? NaN;

  it("gives the weights of the method fine-tuning to the last bit where rho, alpha and beta are 0", async () => {
    const own = await run({ rho: 0, alpha: 0, beta: 0 });
    const plain = await run({}, { method: "fine-tuning" });
    assert.deepEqual(await weightsOf(own), await weightsOf(plain));
    assert.deepEqual(own.report.trials[0]?.test, plain.report.trials[0]?.test);
  });

  it("gives the figures of the method fine-tuning in its control fine-tuning, whatever holds its own arm", async () => {
    const { report } = await run({ rho: 0.5, alpha: 1 }, { controls: ["fine-tuning"] });
    const plain = await run({}, { method: "fine-tuning" });
    const [own, control] = report.trials.map(({ test }) => test);
    assert.deepEqual(control, plain.report.trials[0]?.test);
    assert.notDeepEqual(own, control);
  });

  it("keeps the source network to the last bit at rho 1, says so, and answers as the source does", async () => {
    const held = await run({ rho: 1 }, { controls: ["source-as-is"] });
    const folder = modelsFolder(path.join(workspace.path, "any.transfer.json"));
    const [source = ""] = await readdir(folder);
    const { weights } = await readModelFiles(path.join(folder, source), source);
    assert.deepEqual(await weightsOf(held), Buffer.from(weights));
    const [transfer, asIs] = held.report.trials;
    assert.deepEqual([transfer?.steps, asIs?.steps], [0, 0]);
    assert.deepEqual(transfer?.test, asIs?.test);
    assert.ok(divergenceOf(held) < 1e-9, `diverges by ${divergenceOf(held)} nats`);
    assert.ok(held.warnings.some(({ code }) => code === "conservative/labels-unused"));
  });

  it("trains a network with a new layer towards the source's outputs at rho 1", async () => {
    const layers = { dense2: "new" };
    const [free, held] = [await run({ rho: 0, alpha: 0 }, { layers }), await run({ rho: 1, alpha: 0 }, { layers })];
    assert.equal(held.report.trials[0]?.steps, free.report.trials[0]?.steps);
    assert.ok(divergenceOf(held) < divergenceOf(free) / 2, `${divergenceOf(held)} of ${divergenceOf(free)}`);
  });

  it("holds the outputs by rho and the weights by alpha: more of it, less movement", async () => {
    const free = await run({ rho: 0, alpha: 0, beta: 0 });
    const rho = await run({ rho: 0.8, alpha: 0, beta: 0 });
    const alpha = await run({ rho: 0, alpha: 10, beta: 0 });
    assert.ok(divergenceOf(rho) < divergenceOf(free) / 2, `${divergenceOf(rho)} of ${divergenceOf(free)}`);
    const [held, moved] = [await driftOf(alpha, "dense2"), await driftOf(free, "dense2")];
    assert.ok(held < moved / 2, `${held} of ${moved}`);
  });

  it("lets alpha pull copied layers only, and beta new ones only", async () => {
    const layers = { "*": "frozen", head: "new" };
    const none = await weightsOf(await run({ rho: 0, alpha: 0, beta: 0 }, { layers }));
    assert.deepEqual(await weightsOf(await run({ rho: 0, alpha: 5, beta: 0 }, { layers })), none);
    assert.notDeepEqual(await weightsOf(await run({ rho: 0, alpha: 0, beta: 1 }, { layers })), none);
    const copied = { dense1: "frozen" };
    const kept = await weightsOf(await run({ rho: 0, alpha: 0, beta: 0 }, { layers: copied }));
    assert.deepEqual(await weightsOf(await run({ rho: 0, alpha: 0, beta: 5 }, { layers: copied })), kept);
  });

  it("reports the divergence of every arm by epoch", async () => {
    const { directory } = await run({}, { controls: ["fine-tuning", "scratch"] });
    const { rows } = await readMetrics(runFiles(directory).metrics);
    const epochs = rows.filter((row) => row.type === "epoch");
    for (const arm of ["transfer", "fine-tuning", "scratch"]) {
      const nats = epochs.flatMap((row) => (row.arm === arm ? [row.train.outputDivergenceNats ?? NaN] : []));
      assert.equal(nats.length, 20);
      assert.ok(nats.every((value) => value >= 0));
    }
    const of = (arm: string) => epochs.findLast((row) => row.arm === arm)?.train.outputDivergenceNats ?? NaN;
    assert.ok(of("transfer") < of("fine-tuning"));
  });
});
