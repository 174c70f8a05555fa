/** Frozen layers are run once for each example: whatever happens to what is kept of them, the numbers are the same. */
import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import type { RawExperiment } from "../../../src/experiment/raw";
import { runFiles } from "../../../src/runs/layout";
import { completeRun, endEnginesAfterEach, startRun, type FollowedRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { writePictures } from "../../support/engine-workspace";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const PLACE = "TRANSFER_LAB_FEATURE_CACHE";

const frozenExperiment = {
  method: "fine-tuning",
  source: { dataset: "source", architecture: "small-convnet", epochs: 1, batchSize: 8 },
  target: { dataset: "target", labelled: { perClass: 4 }, validation: { perClass: 1 } },
  layers: { "conv*": "frozen" },
  training: { epochs: 4, batchSize: 5, seeds: [1, 2] },
  controls: ["scratch", "linear-probe"],
} as const satisfies Partial<RawExperiment>;

const augmented = (variants: number) => ({
  ...frozenExperiment,
  training: { ...frozenExperiment.training, augmentation: { shift: 0.2, variants } },
});

describe("what is kept of frozen layers", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  let workspace: TemporaryFolder;
  let caches: TemporaryFolder;
  const usual = process.env[PLACE];

  before(async () => {
    workspace = temporaryFolder("features");
    caches = temporaryFolder("feature-caches");
    await writePictures(path.join(workspace.path, "source"), ["one", "two", "three"], 8);
    await writePictures(path.join(workspace.path, "target"), ["left", "right", "up"], 10);
  });
  after(() => {
    workspace.remove();
    caches.remove();
  });
  afterEach(() => {
    if (usual === undefined) Reflect.deleteProperty(process.env, PLACE);
    else process.env[PLACE] = usual;
  });

  /** A run with that place for the cache. */
  const runWith = (place: string, experiment: object = frozenExperiment): Promise<FollowedRun> => {
    process.env[PLACE] = place;
    return completeRun({ folder: workspace.path, experiment });
  };
  const bytesOf = async ({ directory }: FollowedRun): Promise<Buffer[]> => {
    const files = runFiles(directory);
    const names = [files.metrics, ...[1, 2].map((seed) => path.join(files.model(seed), "weights.bin"))];
    return Promise.all(names.map((name) => readFile(name)));
  };
  const segmentsIn = async (folder: string): Promise<string[]> => {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => name.endsWith(".records")).map((name) => path.join(folder, name));
  };

  it("changes no number: kept, found again, damaged, or not kept at all", async () => {
    const cache = path.join(caches.path, "usual");
    const first = await bytesOf(await runWith(cache));
    const segments = await segmentsIn(cache);
    assert.ok(segments.length > 0, "something is kept");
    assert.deepEqual(await bytesOf(await runWith(cache)), first, "found again");
    assert.deepEqual((await segmentsIn(cache)).sort(), segments.sort(), "nothing is computed twice");
    for (const segment of segments) {
      const bytes = await readFile(segment);
      bytes.fill(7, Math.floor(bytes.length / 2));
      await writeFile(segment, bytes);
    }
    const damaged = await runWith(cache);
    assert.deepEqual(await bytesOf(damaged), first, "damaged");
    assert.ok(damaged.warnings.some(({ code }) => code === "records/damaged"));
    assert.deepEqual(await bytesOf(await runWith("off")), first, "not kept");
  });

  it("changes no number with fixed augmented forms, and with others each epoch", async () => {
    for (const variants of [2, 0]) {
      const cache = path.join(caches.path, `variants-${variants}`);
      const first = await bytesOf(await runWith(cache, augmented(variants)));
      assert.deepEqual(await bytesOf(await runWith(cache, augmented(variants))), first);
      assert.deepEqual(await bytesOf(await runWith("off", augmented(variants))), first);
    }
  });

  it("serves two runs at once", async () => {
    const cache = path.join(caches.path, "two");
    process.env[PLACE] = cache;
    const runs = await Promise.all(
      ["a", "b"].map((name) => startRun({ folder: workspace.path, experiment: frozenExperiment, name })),
    );
    const [a, b] = await Promise.all(runs.map(async (run) => bytesOf(await run.finished())));
    assert.deepEqual(a, b);
    assert.deepEqual(await bytesOf(await runWith("off")), a);
  });

  it("goes on without a place for it, and says so once with the way out", async () => {
    const place = path.join(caches.path, "a-file");
    await writeFile(place, "not a folder");
    const run = await runWith(place);
    const told = run.warnings.filter(({ code }) => code.startsWith("records/"));
    assert.equal(told.length, 1);
    assert.ok(told[0]?.message.includes(PLACE), told[0]?.message);
    assert.deepEqual(await bytesOf(run), await bytesOf(await runWith("off")));
  });

  it("is left alone where it may only be read", async () => {
    const place = path.join(caches.path, "read-only");
    await mkdir(place);
    await chmod(place, 0o555);
    assert.deepEqual(await bytesOf(await runWith(place)), await bytesOf(await runWith("off")));
    await chmod(place, 0o755);
  });
});
