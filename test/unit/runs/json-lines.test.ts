import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { MetricRow } from "../../../src/protocol/metrics";
import { openMetricsLog, readMetrics } from "../../../src/runs/metrics-log";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const step = (number: number): MetricRow => ({
  type: "step",
  arm: "transfer",
  seed: 1,
  step: number,
  epoch: 1,
  train: { lossNats: 1 / number },
});

describe("metrics log", () => {
  const folder = useTemporaryFolder("metrics");
  const file = () => path.join(folder(), "run", "metrics.jsonl");

  it("gives back the rows that were appended, to the last bit", async () => {
    const log = await openMetricsLog(file());
    const rows = [step(3), step(7)];
    await log.append(rows);
    await log.append([step(11)]);
    await log.flush();
    await log.close();
    assert.deepEqual((await readMetrics(file())).rows, [...rows, step(11)]);
  });

  it("is followed from where the last look ended", async () => {
    const log = await openMetricsLog(file());
    await log.append([step(1)]);
    const first = await readMetrics(file());
    await log.append([step(2)]);
    const second = await readMetrics(file(), first.nextByte);
    assert.deepEqual(second, { rows: [step(2)], nextByte: log.bytes, restarted: false, problems: [] });
    assert.deepEqual((await readMetrics(file(), second.nextByte)).rows, []);
    await log.close();
  });

  it("has no rows while it does not exist", async () => {
    assert.deepEqual(await readMetrics(file()), { rows: [], nextByte: 0, restarted: false, problems: [] });
  });

  it("forgets what came after a checkpoint, and goes on from there", async () => {
    const log = await openMetricsLog(file());
    await log.append([step(1)]);
    const checkpoint = log.bytes;
    await log.append([step(2), step(3)]);
    await log.close();
    const resumed = await openMetricsLog(file());
    await resumed.truncateTo(checkpoint);
    await resumed.append([step(4)]);
    await resumed.close();
    assert.deepEqual((await readMetrics(file())).rows, [step(1), step(4)]);
  });

  it("tells a follower that it was cut to less than what was read already", async () => {
    const log = await openMetricsLog(file());
    await log.append([step(1), step(2)]);
    const { nextByte } = await readMetrics(file());
    await log.truncateTo(0);
    await log.append([step(1)]);
    await log.close();
    assert.deepEqual(await readMetrics(file(), nextByte), {
      rows: [step(1)],
      nextByte: log.bytes,
      restarted: true,
      problems: [],
    });
  });

  it("leaves a torn last line for the next look", async () => {
    const log = await openMetricsLog(file());
    await log.append([step(1)]);
    await log.close();
    const line = JSON.stringify(step(2));
    appendFileSync(file(), line.slice(0, 20));
    const torn = await readMetrics(file());
    assert.deepEqual(torn.rows, [step(1)]);
    appendFileSync(file(), `${line.slice(20)}\n`);
    assert.deepEqual((await readMetrics(file(), torn.nextByte)).rows, [step(2)]);
  });

  it("cuts off a torn last line before it writes on", async () => {
    const log = await openMetricsLog(file());
    await log.append([step(1)]);
    await log.close();
    appendFileSync(file(), '{"type":"step","ar');
    const again = await openMetricsLog(file());
    await again.append([step(2)]);
    await again.close();
    assert.deepEqual((await readMetrics(file())).rows, [step(1), step(2)]);
  });

  it("leaves out a damaged row in the middle and says where it is", async () => {
    writeFileSync(path.join(folder(), "metrics.jsonl"), `${JSON.stringify(step(1))}\n{"type":"step"}\n`);
    const damaged = path.join(folder(), "metrics.jsonl");
    const { rows, problems } = await readMetrics(damaged);
    assert.deepEqual(rows, [step(1)]);
    assert.deepEqual(problems, [
      {
        severity: "warning",
        code: "runs/damaged-row",
        file: damaged,
        place: `byte ${JSON.stringify(step(1)).length + 1}`,
        message: "this row is damaged and left out: arm: Invalid input: expected string, received undefined",
      },
    ]);
  });

  it("says that the disk is full, and leaves no half row behind", async function () {
    if (process.platform !== "linux") return;
    const log = await openMetricsLog("/dev/full");
    const problem = await rejectedProblem(log.append([step(1)]));
    await log.close();
    assert.deepEqual(problem, {
      severity: "error",
      code: "files/disk-full",
      file: "/dev/full",
      message:
        "the disk is full; free some space (old run folders hold checkpoints and models), then resume the run: it goes on from its last checkpoint",
    });
    assert.equal(log.bytes, 0);
  });

  it("holds one JSON row a line", async () => {
    const log = await openMetricsLog(file());
    await log.append([step(1), step(2)]);
    await log.close();
    assert.equal(readFileSync(file(), "utf8"), `${JSON.stringify(step(1))}\n${JSON.stringify(step(2))}\n`);
  });
});
