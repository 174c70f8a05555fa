import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { ProblemError } from "../../../src/protocol/problem";
import { lockFile } from "../../../src/runs/layout";
import { acquireLock, lockOwner } from "../../../src/runs/lock";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

describe("acquireLock", () => {
  const folder = useTemporaryFolder("lock");
  const experiment = () => path.join(folder(), "pets.transfer.json");

  function leaveLock(text: string): string {
    const file = lockFile(experiment());
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  const ownedBy = (pid: number, since = new Date()) =>
    JSON.stringify({ runId: "pets-old", pid, since: since.toISOString(), token: "t" });

  function deadPid(): number {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    return pid;
  }

  it("refuses a second run of an experiment, and names the file, the run and the process", async () => {
    await acquireLock(experiment(), { runId: "pets-1", pid: process.pid });
    assert.deepEqual(await rejectedProblem(acquireLock(experiment(), { runId: "pets-2", pid: process.pid })), {
      severity: "error",
      code: "runs/already-running",
      file: experiment(),
      message: `only one run of an experiment can go on at a time, and pets-1 (process ${process.pid}) is running; wait for it, stop it, or copy the experiment file`,
    });
    assert.equal((await lockOwner(experiment()))?.runId, "pets-1");
  });

  it("lets different experiments of a folder run at once", async () => {
    await acquireLock(experiment(), { runId: "pets-1", pid: process.pid });
    await acquireLock(path.join(folder(), "digits.transfer.json"), { runId: "digits-1", pid: process.pid });
  });

  it("can be taken again after its release", async () => {
    const lock = await acquireLock(experiment(), { runId: "pets-1", pid: process.pid });
    await lock.release();
    assert.equal(await lockOwner(experiment()), undefined);
    await acquireLock(experiment(), { runId: "pets-2", pid: process.pid });
  });

  it("takes over the lock of a process that is gone", async () => {
    leaveLock(ownedBy(deadPid()));
    await acquireLock(experiment(), { runId: "pets-2", pid: process.pid });
    assert.equal((await lockOwner(experiment()))?.runId, "pets-2");
  });

  it("takes over the lock of a process that died but was not yet reaped by its parent", async function () {
    if (process.platform !== "linux") return;
    const script = "const c = require('child_process').spawn('true'); console.log(c.pid); for (;;);";
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      const pid = Number(await firstOutput(parent));
      while (!readFileSync(`/proc/${pid}/stat`, "latin1").includes(") Z ")) await new Promise(setImmediate);
      leaveLock(ownedBy(pid));
      await acquireLock(experiment(), { runId: "pets-2", pid: process.pid });
    } finally {
      parent.kill("SIGKILL");
    }
  });

  it("takes over the lock of a process whose id another one has by now", async () => {
    if (process.platform !== "linux") return;
    leaveLock(ownedBy(process.pid, new Date(Date.now() - 7 * 24 * 3600 * 1000)));
    await acquireLock(experiment(), { runId: "pets-2", pid: process.pid });
  });

  it("takes over a damaged lock that nobody is writing any more", async () => {
    const file = leaveLock("{");
    const past = new Date(Date.now() - 60_000);
    utimesSync(file, past, past);
    await acquireLock(experiment(), { runId: "pets-2", pid: process.pid });
  });

  it("gives a dead lock to exactly one of many that want it, and leaves no other file", async function () {
    this.timeout("30s");
    for (let round = 0; round < 5; round++) {
      const file = leaveLock(ownedBy(deadPid()));
      const wanting = Array.from({ length: 8 }, (_, index) =>
        acquireLock(experiment(), { runId: `pets-${index}`, pid: process.pid }),
      );
      const results = await Promise.allSettled(wanting);
      const won = results.filter((result) => result.status === "fulfilled");
      assert.equal(won.length, 1);
      for (const result of results)
        if (result.status === "rejected") assert.ok(result.reason instanceof ProblemError, String(result.reason));
      assert.deepEqual(readdirSync(path.dirname(file)), ["pets.lock"]);
      await won[0]?.value.release();
    }
  });

  it("does not release a lock that is somebody else's by now", async () => {
    const lock = await acquireLock(experiment(), { runId: "pets-1", pid: process.pid });
    leaveLock(ownedBy(process.pid));
    await lock.release();
    assert.equal((await lockOwner(experiment()))?.runId, "pets-old");
  });
});

async function firstOutput(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return chunk.toString();
}
