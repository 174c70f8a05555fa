import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { EpochRow, MetricRow, TrialRow } from "../../../../src/protocol/metrics";
import { runFiles } from "../../../../src/runs/layout";
import { EventLog } from "../../../../src/runs/tensorboard/event-log";
import { recordEnds } from "../../../../src/runs/tensorboard/record";
import { scalarsOf } from "../../../../src/runs/tensorboard/row-scalars";
import { useTemporaryFolder } from "../../../fixtures/use-temporary-folder";

const epoch = (number: number, seed = 1): EpochRow => ({
  ...{ type: "epoch", arm: "transfer", seed, step: 3 * number, epoch: number },
  train: { lossNats: 1 / number, accuracy: 0.5 },
  layers: { conv1: { drift: 0.1 } },
});
const trial: TrialRow = {
  ...{ type: "trial", arm: "transfer", seed: 1, epochs: 2, steps: 6 },
  ...{ test: { accuracy: 0.9, lossNats: NaN }, frozen: [] },
};
const step: MetricRow = { type: "step", arm: "transfer", seed: 1, step: 1, epoch: 1, train: { lossNats: 2 } };

describe("event log", () => {
  const run = useTemporaryFolder("events");
  const trialFolder = (seed = 1) => path.join(runFiles(run()).tensorBoard, `transfer-seed${seed}`);

  beforeEach(() => mkdir(runFiles(run()).tensorBoard));

  async function open(rows: readonly MetricRow[] = []): Promise<EventLog> {
    const log = await EventLog.open(run(), rows);
    assert.ok(log !== undefined);
    return log;
  }

  async function written(rows: readonly MetricRow[]): Promise<string> {
    const log = await open();
    for (const row of rows) await log.row(row);
    return fileIn();
  }

  async function fileIn(seed = 1): Promise<string> {
    const names = await readdir(trialFolder(seed));
    assert.equal(names.length, 1);
    return path.join(trialFolder(seed), names[0] ?? "");
  }

  const recordsOf = async (file: string): Promise<number> => recordEnds(await readFile(file)).length;

  it("a run whose folder has no place for it has none", async () => {
    assert.equal(await EventLog.open(path.join(run(), "elsewhere"), []), undefined);
  });

  it("an epoch and the end of a trial are a record each behind the version, and a step is none", async () => {
    assert.equal(await recordsOf(await written([step, epoch(1), epoch(2), trial])), 4);
  });

  it("figures go by their group, and what is no number is left out", () => {
    assert.deepEqual(scalarsOf(epoch(2)), {
      step: 2,
      values: { "train/lossNats": 0.5, "train/accuracy": 0.5, "layers/conv1/drift": 0.1 },
    });
    assert.deepEqual(scalarsOf(trial), { step: 2, values: { "test/accuracy": 0.9 } });
  });

  it("opened again it keeps the records of the rows that were kept, to the byte, and goes on behind them", async () => {
    const file = await written([epoch(1), epoch(2), epoch(3)]);
    const before = await readFile(file);
    const log = await open([step, epoch(1)]);
    const end = recordEnds(before)[1] ?? NaN;
    assert.deepEqual(await readFile(file), before.subarray(0, end));
    await log.row(epoch(2));
    assert.equal(await fileIn(), file);
    assert.equal(await recordsOf(file), 3);
  });

  it("a torn last record is cut off, and a damaged file is written anew", async () => {
    const file = await written([epoch(1)]);
    await appendFile(file, "torn");
    await open([epoch(1)]);
    assert.equal(await recordsOf(file), 2);
    await writeFile(file, "no events");
    await open([epoch(1), epoch(2)]);
    assert.equal(await recordsOf(await fileIn()), 3);
  });

  it("trials of which no row was kept are taken away, and those that were lost come back", async () => {
    await written([epoch(1), epoch(1, 2)]);
    await open([epoch(1, 2), epoch(1, 3)]);
    assert.deepEqual((await readdir(runFiles(run()).tensorBoard)).sort(), ["transfer-seed2", "transfer-seed3"]);
    assert.equal(await recordsOf(await fileIn(3)), 2);
  });
});
