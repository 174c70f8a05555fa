import assert from "node:assert/strict";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { runFiles } from "../../../src/runs/layout";
import { readMetrics } from "../../../src/runs/metrics-log";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { beginRun, endEnginesAfterEach, newRun, resumeRun } from "../../support/engine-run";
import { trainingMs } from "../../support/engine-runtime";
import { writeTables } from "../../support/engine-workspace";

describe("a run that cannot write", function () {
  this.timeout(trainingMs);
  endEnginesAfterEach();
  const folder = useTemporaryFolder("storage");

  it("fails on a full disk with its name, and resumed goes on where there is space again", async () => {
    await writeTables(folder());
    const directory = await newRun({ folder: folder() });
    const { checkpoints, metrics } = runFiles(directory);
    // A device that is always full stands where the first checkpoint is to be written.
    await mkdir(checkpoints);
    const full = path.join(checkpoints, "00000001.ckpt.part");
    await symlink("/dev/full", full);
    const run = await beginRun(directory);
    await run.rowNumber(5);
    await run.engine.request({ type: "pause" });
    assert.deepEqual(await run.closed(), {
      problem: {
        severity: "error",
        code: "files/disk-full",
        file: checkpoints,
        message:
          "the disk is full; free some space (old run folders hold checkpoints and models), then resume the run: " +
          "it goes on from its last checkpoint",
      },
    });
    await rm(full);
    await (await resumeRun(directory)).finished();
    assert.equal((await readMetrics(metrics)).rows.filter((row) => row.type === "trial").length, 4);
  });

  it("fails without permission with the file's name and the way out", async () => {
    await writeTables(folder());
    const directory = await newRun({ folder: folder() });
    await chmod(directory, 0o555);
    const run = await beginRun(directory, await withoutSuperpowers(folder()));
    assert.deepEqual(await run.closed(), {
      problem: {
        severity: "error",
        code: "files/no-permission",
        file: runFiles(directory).metrics,
        message: "no permission to write here; allow it, or move the experiment file to a folder of your own",
      },
    });
    await chmod(directory, 0o755);
  });

  it("fails where a file stands in the place of a folder, with its name and the way out", async () => {
    await writeTables(folder());
    const directory = await newRun({ folder: folder() });
    await writeFile(runFiles(directory).checkpoints, "");
    const run = await beginRun(directory);
    await run.rowNumber(1);
    await run.engine.request({ type: "stop" });
    assert.deepEqual(await run.closed(), {
      problem: {
        severity: "error",
        code: "files/in-the-way",
        file: runFiles(directory).checkpoints,
        message: "a folder is needed here, and a file is in its place; rename or remove that file",
      },
    });
  });
});

/** Permissions do not bind root; its engine is started without the right to pass them over. */
async function withoutSuperpowers(folder: string): Promise<{ nodePath?: string }> {
  if (process.getuid?.() !== 0) return {};
  const nodePath = path.join(folder, "node-as-anyone");
  const options = "--bounding-set=-dac_override --inh-caps=-dac_override";
  await writeFile(nodePath, `#!/bin/sh\nexec setpriv ${options} -- "${process.execPath}" "$@"\n`, { mode: 0o755 });
  return { nodePath };
}
