import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { describe, it } from "mocha";
import { plainSteps } from "../../src/engine/findings";
import { RunPerformance, type Measured } from "../../src/engine/performance";
import { runFiles } from "../../src/runs/layout";
import { performanceWith } from "../fixtures/performance";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";

/** A process that measured so much. */
const measured = (reason: string, share: number): Measured => ({
  compiler: { counts: { graph: 90 * share, plain: 10 * share, difference: share / 100, reasons: new Set([reason]) } },
  performance: { trainingMs: 1000 * share, waitedMs: 250, featuresComputed: 3 * share, featuresReused: 5 },
});

describe("the performance of a run", () => {
  const folder = useTemporaryFolder("performance");
  const open = (parts: Measured, goesOn: boolean) => RunPerformance.open(folder(), parts, goesOn);

  it("adds up over the processes of a run that is resumed, and each reason counts once", async () => {
    await (await open(measured("it draws", 1), false)).save();
    await (await open(measured("it draws", 2), true)).save();
    const third = await open(measured("it reads", 1), true);
    assert.deepEqual(third.problems, []);
    assert.deepEqual(third.summary(), {
      graphSteps: 360,
      plainSteps: 40,
      reasons: ["it draws", "it reads"],
      largestDifference: 0.02,
      dataWaitShare: 750 / 4000,
      features: { computed: 12, reused: 15 },
      trainingMs: 4000,
    });
  });

  it("counts from zero where the run begins again, or nothing was kept", async () => {
    const alone = (await open(measured("it draws", 1), true)).summary();
    assert.equal(alone.trainingMs, 1000);
    await (await open(measured("it draws", 2), false)).save();
    assert.deepEqual((await open(measured("it draws", 1), false)).summary(), alone);
  });

  it("says that what was kept is damaged, and counts on without it", async () => {
    const file = runFiles(folder()).performance;
    await writeFile(file, '{ "version": 1, "graphSteps": 4');
    const performance = await open(measured("it draws", 1), true);
    const [problem, ...more] = performance.problems;
    assert.deepEqual(more, []);
    assert.deepEqual([problem?.severity, problem?.code, problem?.file], ["info", "runs/damaged", file]);
    assert.match(problem?.message ?? "", /^is damaged: .*; how the time was spent is counted from here on$/);
    assert.equal(performance.summary().trainingMs, 1000);
  });

  it("waited no share of no time", async () => {
    const idle = { ...measured("it draws", 0), performance: { ...measured("", 0).performance, waitedMs: 0 } };
    assert.equal((await open(idle, false)).summary().dataWaitShare, 0);
  });
});

describe("plainSteps", () => {
  const native = { name: "tensorflow" } as const;

  it("says how many steps fell back, why, and that this costs nothing but time", () => {
    const performance = performanceWith({ reasons: ["it draws numbers", "it reads a value"] });
    assert.deepEqual(plainSteps(performance, native), [
      {
        severity: "info",
        code: "engine/plain-steps",
        file: "training runtime",
        message:
          "32 of 4128 steps so far ran one operation at a time, at least in part because it draws numbers; and because " +
          "it reads a value; the numbers are the same, only slower",
      },
    ]);
  });

  it("says nothing of steps that were too few for a graph, nor on the JavaScript backend", () => {
    assert.deepEqual(plainSteps(performanceWith(), native), []);
    assert.deepEqual(plainSteps(performanceWith({ reasons: ["it draws numbers"] }), { name: "cpu" }), []);
  });
});
