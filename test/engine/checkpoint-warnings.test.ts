import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { runFiles } from "../../src/runs/layout";
import { readWarnings } from "../../src/runs/metrics-log";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";
import { endEnginesAfterEach, resumeRun, startRun } from "../support/engine-run";
import { trainingMs } from "../support/engine-runtime";
import { writeTables } from "../support/engine-workspace";

describe("a run that is resumed with checkpoints that cannot be used", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  const folder = useTemporaryFolder("checkpoint-warnings");

  /** A killed run with two checkpoints. */
  const killedRun = async () => {
    await writeTables(folder());
    const run = await startRun({ folder: folder() });
    for (const rows of [10, 20]) {
      await run.rowNumber(rows);
      await run.engine.request({ type: "pause" });
      await run.state("paused");
      await run.engine.request({ type: "continue" });
    }
    await run.kill();
    const { directory } = run;
    // On a busy machine others were taken in between, and their numbers are higher.
    const { checkpoints } = runFiles(directory);
    const [older, newer] = (await readdir(checkpoints)).filter((name) => name.endsWith(".ckpt")).sort();
    assert.ok(older !== undefined && newer !== undefined, "the last two are kept");
    return { directory, older: path.join(checkpoints, older), newer: path.join(checkpoints, newer) };
  };

  const unusableAmong = (warnings: readonly { code: string }[]) =>
    warnings.filter(({ code }) => code === "runs/checkpoint-unusable");

  it("goes on from the older one where the newer is damaged, and says so once", async () => {
    const { directory, older, newer } = await killedRun();
    await truncate(newer, 30);
    const run = await (await resumeRun(directory)).finished();
    const said = {
      severity: "warning",
      code: "runs/checkpoint-unusable",
      file: newer,
      message:
        "this checkpoint cannot be used: it is cut short: expected at least 44 bytes, got 30; " +
        `training goes on from the older checkpoint ${path.basename(older)}`,
    };
    assert.deepEqual(unusableAmong(run.warnings), [said]);
    assert.deepEqual(unusableAmong((await readWarnings(runFiles(directory).warnings)).rows), [said]);
    const [first] = run.rows;
    assert.ok(first !== undefined && "step" in first && first.step > 1, "it did not begin again");
  });

  it("begins again where a newer version wrote them, and says so once", async () => {
    const { directory, newer, older } = await killedRun();
    for (const file of [newer, older]) await writeFile(file, asVersion(await readFile(file), "03"));
    const run = await (await resumeRun(directory)).finished();
    const why = 'it is whole, but a newer version of Transfer Lab wrote it: expected format 02, got "03"';
    assert.deepEqual(unusableAmong(run.warnings), [
      {
        severity: "warning",
        code: "runs/checkpoint-unusable",
        file: newer,
        message: `this checkpoint cannot be used: ${why}; nor can ${path.basename(older)}: ${why}; training begins again`,
      },
    ]);
    const [first] = run.rows;
    assert.ok(first !== undefined && "step" in first && first.step === 1, "it began again");
  });
});

/** A whole file of another version: its SHA-256 is right. */
function asVersion(file: Buffer, version: string): Buffer {
  const content = Buffer.from(file.subarray(0, -32));
  content.write(version, "TLCKPT".length);
  return Buffer.concat([content, createHash("sha256").update(content).digest()]);
}
