import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import path from "node:path";
import { afterEach, describe, it } from "mocha";
import { startEngine, type EngineClient } from "../../../src/client/engine-client";
import type { EngineOptions } from "../../../src/client/engine-process";
import type { Problem } from "../../../src/protocol/problem";
import { createRun } from "../../../src/runs/create-run";
import { readRun } from "../../../src/runs/read-run";
import { writeStatus } from "../../../src/runs/status";
import { experimentAt } from "../../fixtures/experiment";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const engines = path.resolve(__dirname, "../../fixtures/engines");

type StartOptions = Pick<EngineOptions, "threads" | "featureCache" | "helloTimeoutMs">;

describe("engine client", () => {
  const folder = useTemporaryFolder("client");
  let client: EngineClient | undefined;

  afterEach(async () => {
    client?.dispose();
    await client?.closed;
    client = undefined;
  });

  async function start(script: string, options: StartOptions = {}) {
    const runtime = { kind: "javascript", why: ["No native training runtime is installed."] } as const;
    client = await startEngine({
      enginePath: path.join(engines, script),
      runtime: { ...runtime, why: [...runtime.why] },
      ...options,
    });
    return client;
  }

  const newRun = async (): Promise<string> =>
    (await createRun(experimentAt(path.join(folder(), "pets.transfer.json")), "{}")).directory;

  /** Everything the client reports, in order; the promise resolves with the end of the run. */
  function record(engine: EngineClient) {
    const events: string[] = [];
    const ended = new Promise<string | Problem>((resolve) => {
      engine.onRow((row) => events.push(`row ${row.type === "step" ? row.step : row.type}`));
      engine.onStage((stage) => events.push(`stage ${stage.text}`));
      engine.onState((state) => events.push(`state ${state}`));
      engine.onWarning((problem) => events.push(`warning ${problem.message}`));
      engine.onEnded((reason) => {
        events.push(`ended ${reason}`);
        resolve(reason);
      });
      engine.onFailed((problem) => {
        events.push("failed");
        resolve(problem);
      });
    });
    return { events, ended };
  }

  it("passes on everything the engine says, in its order, and one end only", async () => {
    const engine = await start("trains.mjs");
    assert.deepEqual(engine.backend, { name: "cpu", version: "4.22.0" });
    const { events, ended } = record(engine);
    await engine.request({ type: "run", runDirectory: await newRun() });
    await engine.request({ type: "pause" });
    await engine.request({ type: "continue" });
    assert.equal(await ended, "finished");
    await engine.closed;
    assert.deepEqual(events, [
      "stage Training",
      "state running",
      "row 1",
      "warning be careful",
      "state paused",
      "row 2",
      "state finished",
      "ended finished",
    ]);
  });

  it("does not call a listener any more whose subscription was disposed", async () => {
    const engine = await start("trains.mjs");
    const rows: unknown[] = [];
    const subscription = engine.onRow((row) => rows.push(row));
    await engine.request({ type: "run", runDirectory: await newRun() });
    await engine.request({ type: "pause" });
    subscription.dispose();
    const { ended } = record(engine);
    await engine.request({ type: "stop" });
    assert.equal(await ended, "stopped");
    assert.equal(rows.length, 1);
  });

  it("rejects a request with the problem that the engine answers, and writes a refused run down as failed", async () => {
    const engine = await start("refuses.mjs");
    const directory = await newRun();
    const { events } = record(engine);
    const problem = await rejectedProblem(engine.request({ type: "run", runDirectory: directory }));
    assert.equal(problem.message, "no such data set");
    const run = await readRun(directory);
    assert.ok(!("problem" in run));
    assert.equal(run.state, "failed");
    assert.deepEqual(run.status.problem, problem);
    assert.deepEqual(events, []);
  });

  it("leaves a run as it is whose resuming the engine refuses", async () => {
    const engine = await start("refuses.mjs");
    const directory = await newRun();
    await writeStatus(directory, { state: "stopped", startedAt: new Date().toISOString() });
    await rejectedProblem(engine.request({ type: "resume", runDirectory: directory }));
    const run = await readRun(directory);
    assert.ok(!("problem" in run));
    assert.equal(run.state, "stopped");
  });

  it("turns a crash into a failed run that says why, and rejects what was not answered", async () => {
    const engine = await start("crashes.mjs");
    const directory = await newRun();
    const { events, ended } = record(engine);
    await engine.request({ type: "run", runDirectory: directory });
    await writeStatus(directory, {
      state: "running",
      startedAt: new Date().toISOString(),
      ...(engine.pid !== undefined && { pid: engine.pid }),
    });
    const unanswered = await rejectedProblem(engine.request({ type: "pause" }));
    const problem = await ended;
    const lines = Array.from({ length: 20 }, (_, line) => `native line ${line + 11}`).join("\n");
    assert.deepEqual(problem, {
      severity: "error",
      code: "engine/crashed",
      file: directory,
      message: `the training engine was ended by SIGSEGV; its last lines were:\n${lines}`,
    });
    assert.deepEqual(unanswered, problem);
    assert.deepEqual(events, ["failed"]);
    const run = await readRun(directory);
    assert.ok(!("problem" in run));
    assert.equal(run.state, "failed");
    assert.deepEqual(run.status.problem, problem);
    assert.deepEqual(await rejectedProblem(engine.request({ type: "stop" })), problem);
  });

  it("says nothing after it was disposed, and the run reads as interrupted", async () => {
    const engine = await start("trains.mjs");
    const directory = await newRun();
    await engine.request({ type: "run", runDirectory: directory });
    await writeStatus(directory, {
      state: "running",
      startedAt: new Date().toISOString(),
      ...(engine.pid !== undefined && { pid: engine.pid }),
    });
    const { events } = record(engine);
    engine.dispose();
    await engine.closed;
    assert.deepEqual(events, []);
    const run = await readRun(directory);
    assert.ok(!("problem" in run));
    assert.equal(run.state, "interrupted");
  });

  it("does not work with an engine of another protocol version", async () => {
    const problem = await rejectedProblem(start("other-version.mjs"));
    assert.deepEqual(problem, {
      severity: "error",
      code: "engine/wrong-version",
      file: path.join(engines, "other-version.mjs"),
      message:
        "the training engine speaks protocol version 99, and this part of Transfer Lab version 2; build or install both again from one release",
    });
  });

  it("gives up on an engine that says nothing", async () => {
    const problem = await rejectedProblem(start("silent.mjs", { helloTimeoutMs: 300 }));
    assert.equal(problem.message, "the training engine said nothing for 0.3 s after its start; run the doctor command");
  });

  it("says why an engine ended before its hello", async () => {
    const problem = await rejectedProblem(start("dies-early.mjs"));
    assert.equal(problem.code, "engine/not-started");
    assert.equal(
      problem.message,
      "the training engine ended with exit code 3; its last lines were:\nlibtensorflow.so.2: cannot open shared object file",
    );
  });

  describe("starts an engine that", () => {
    const names = ["TF_NUM_INTRAOP_THREADS", "TRANSFER_LAB_FEATURE_CACHE", "TRANSFER_LAB_FEATURE_CACHE_GB"];
    const before = names.map((name) => [name, process.env[name]] as const);

    afterEach(() => {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    });

    const environmentOf = async (options: StartOptions = {}): Promise<string[]> => {
      const engine = await start("tells-environment.mjs", options);
      const { events } = record(engine);
      await engine.request({ type: "pause" });
      engine.dispose();
      return events;
    };
    const threadsOf = async (options?: StartOptions) => (await environmentOf(options))[0];
    const cacheOf = async (options?: StartOptions) => (await environmentOf(options))[1];
    const withThreads = (count: number): string =>
      "stage ELECTRON_RUN_AS_NODE=1 TRANSFER_LAB_BINDING= " +
      `TF_NUM_INTRAOP_THREADS=${count} TF_NUM_INTEROP_THREADS=${count} OMP_NUM_THREADS=${count}`;

    it("has the number of threads that is named, whatever the variable says, and no binding for JavaScript", async () => {
      process.env.TF_NUM_INTRAOP_THREADS = "5";
      assert.equal(await threadsOf({ threads: 2 }), withThreads(2));
    });

    it("has the number of threads that the variable says where none is named", async () => {
      process.env.TF_NUM_INTRAOP_THREADS = "5";
      assert.equal(await threadsOf(), withThreads(5));
    });

    it("has a thread for each core where nobody says a number", async () => {
      process.env.TF_NUM_INTRAOP_THREADS = "many";
      assert.equal(await threadsOf(), withThreads(availableParallelism()));
      delete process.env.TF_NUM_INTRAOP_THREADS;
      assert.equal(await threadsOf(), withThreads(availableParallelism()));
    });

    it("has the cache of features that is named, and for what is not named that of the variables", async () => {
      process.env.TRANSFER_LAB_FEATURE_CACHE = "/usual";
      process.env.TRANSFER_LAB_FEATURE_CACHE_GB = "7";
      const said = (folder: string, gigabytes: number) =>
        `stage TRANSFER_LAB_FEATURE_CACHE=${folder} TRANSFER_LAB_FEATURE_CACHE_GB=${gigabytes}`;
      assert.equal(await cacheOf(), said("/usual", 7));
      assert.equal(await cacheOf({ featureCache: { folder: "off" } }), said("off", 7));
      assert.equal(await cacheOf({ featureCache: { folder: "/named", gigabytes: 0.5 } }), said("/named", 0.5));
    });
  });
});
