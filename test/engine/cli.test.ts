import assert from "node:assert/strict";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { z } from "zod";
import { metricRowSchema } from "../../src/protocol/metrics";
import { reportSchema } from "../../src/protocol/report";
import { writeJson } from "../../src/runs/json-file";
import { runFiles } from "../../src/runs/layout";
import { isWriterAlive } from "../../src/runs/process-alive";
import { readStatus } from "../../src/runs/status";
import { runCommand, startCommand } from "../fixtures/command-line";
import { reportOf } from "../fixtures/report";
import { writeExperiment, writeTables } from "../fixtures/table-workspace";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";
import { until } from "../support/until";

const startedSchema = z.object({ type: z.literal("run"), runId: z.string(), directory: z.string() });
const eventSchema = z.object({ type: z.string() }).loose();

describe("command line", function () {
  this.timeout("3m");
  const folder = useTemporaryFolder("cli");

  const eventsOf = (stdout: string) =>
    stdout
      .trim()
      .split("\n")
      .map((line) => eventSchema.parse(JSON.parse(line)));

  const directoryOf = (line: string): string => startedSchema.parse(JSON.parse(line)).directory;

  const metricsOf = (directory: string): string => readFileSync(runFiles(directory).metrics, "utf8");

  it("runs an experiment, prints figures and verdict, lists the run, and writes its report as one file", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects");
    const run = await runCommand(folder(), "run", file);
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, /Training loss by epoch/);
    assert.match(run.stdout, /Fine-tuning +\d+\.\d %/);
    assert.match(run.stdout, /over scratch/);
    assert.match(run.stderr, /transfer, seed 2: test accuracy \d+\.\d % after 5 epochs/);

    const list = await runCommand(folder(), "list");
    assert.match(list.stdout, /insects-\S+ +finished +\d+\.\d % · [+−]\d+\.\d vs scratch/);

    const html = await runCommand(folder(), "report", file, "--html", "out/report.html");
    assert.equal(html.code, 0, html.stderr);
    assert.equal(html.stdout.trim(), path.join(realpathSync(folder()), "out", "report.html"));
    assert.match(readFileSync(path.join(folder(), "out", "report.html"), "utf8"), /id="run-view"/);
  });

  it("gives every event and the report as lines of JSON, and the rows are those of the run folder", async () => {
    writeTables(folder());
    const { code, stdout } = await runCommand(folder(), "run", writeExperiment(folder(), "insects"), "--json");
    assert.equal(code, 0);
    const events = eventsOf(stdout);
    const { directory } = startedSchema.parse(events[0]);
    const rows = events.filter(({ type }) => type === "row").map(({ row }) => metricRowSchema.parse(row));
    const written = metricsOf(directory).trim().split("\n");
    assert.deepEqual(
      rows,
      written.map((line) => metricRowSchema.parse(JSON.parse(line))),
    );
    assert.equal(rows.filter(({ type }) => type === "trial").length, 4);
    assert.deepEqual(
      events.slice(-2).map(({ type }) => type),
      ["ended", "report"],
    );
    assert.equal(reportSchema.parse(events.at(-1)?.report).arms.length, 2);
  });

  it("stops with Ctrl-C, and a resumed run has the rows of one that was never stopped", async () => {
    writeTables(folder());
    const settings = { epochs: 30, seeds: [1] };
    const whole = await runCommand(folder(), "run", writeExperiment(folder(), "whole", settings), "--json");
    const stopped = startCommand({ cwd: folder() }, "run", writeExperiment(folder(), "stopped", settings), "--json");
    const directory = directoryOf(await stopped.line('"type":"run"'));
    await stopped.line('"type":"epoch"');
    stopped.child.kill("SIGINT");
    const { code, stderr } = await stopped.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /It goes on with: transfer-lab resume/);
    assert.match((await runCommand(folder(), "list")).stdout, /stopped-\S+ +stopped/);

    const resumed = await runCommand(folder(), "resume", path.basename(directory), "--json");
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal(metricsOf(directory), metricsOf(directoryOf(whole.stdout.split("\n")[0] ?? "")));

    const again = await runCommand(folder(), "resume", path.basename(directory));
    assert.equal(again.code, 2);
    assert.match(again.stderr, /only a stopped, interrupted or failed run can be resumed, and this one is finished/);
  });

  it("leaves no engine behind when it is killed, and the interrupted run goes on", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "killed", { epochs: 30, seeds: [1] });
    const killed = startCommand({ cwd: folder() }, "run", file, "--json");
    const directory = directoryOf(await killed.line('"type":"run"'));
    await killed.line('"type":"epoch"');
    const status = await readStatus(directory);
    assert.ok(status.ok);
    const { pid = 0, updatedAt } = status.value;
    killed.child.kill("SIGKILL");
    await killed.ended;
    await until(() => !isWriterAlive(pid, updatedAt), "the engine to end");
    assert.match((await runCommand(folder(), "list")).stdout, /killed-\S+ +interrupted/);
    assert.equal((await runCommand(folder(), "resume", file)).code, 0);
  });

  it("does not run an experiment twice at once", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects", { epochs: 5000, seeds: [1] });
    const first = startCommand({ cwd: folder() }, "run", file, "--json");
    await first.line('"type":"row"');
    const second = await runCommand(folder(), "run", file);
    assert.equal(second.code, 2);
    assert.match(
      second.stderr,
      /error {2}insects\.transfer\.json: only one run of an experiment can go on at a time, and insects-\S+ \(process \d+\) is running; wait for it, stop it, or copy the experiment file/,
    );
    first.child.kill("SIGINT");
    assert.equal((await first.ended).code, 130);
  });

  it("checks experiment files: exit code 2 and the place of each problem", async () => {
    writeTables(folder());
    const good = writeExperiment(folder(), "good");
    const bad = writeExperiment(folder(), "bad", { layers: '{ "dense9": "frozen" }' });
    const { code, stdout } = await runCommand(folder(), "check", good, bad);
    assert.equal(code, 2);
    assert.match(stdout, /good\.transfer\.json: nothing to complain about/);
    assert.match(stdout, /error {2}bad\.transfer\.json, layers\.dense9: .*dense1/);
    assert.match(stdout, /at bad\.transfer\.json:6:15/);
  });

  it("checks experiment files for programs: a line for each problem, and none for a file that is in order", async () => {
    writeTables(folder());
    const good = writeExperiment(folder(), "good");
    const bad = writeExperiment(folder(), "bad", { layers: '{ "dense9": "frozen" }' });
    const { code, stdout } = await runCommand(folder(), "check", "--format", "unix", good, bad);
    assert.equal(code, 2);
    assert.match(stdout, /^bad\.transfer\.json:6:15: error: layers\.dense9: .* \[layers\/unknown-layer\]$/m);
    assert.ok(!stdout.includes("nothing to complain about"));
  });

  it("says a warning once", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects", { layers: '{ "input": "frozen" }', epochs: 1, seeds: [1] });
    const { code, stderr } = await runCommand(folder(), "run", file);
    assert.equal(code, 0, stderr);
    assert.equal(stderr.split("names a layer without weights").length, 2, stderr);
    assert.match(stderr, /test accuracy \d+\.\d % after 1 epoch\n/);
  });

  it("says what is missing before it starts a run", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects", { target: "nothing.csv" });
    const { code, stderr } = await runCommand(folder(), "run", file);
    assert.equal(code, 2);
    assert.match(stderr, /nothing\.csv/);
    assert.ok(!existsSync(path.join(folder(), ".transfer-lab")));
  });

  it("has exit code 2 for what it does not understand", async () => {
    assert.equal((await runCommand(folder(), "train")).code, 2);
    assert.equal((await runCommand(folder(), "run")).code, 2);
    const missing = await runCommand(folder(), "run", "pets.transfer.json");
    assert.equal(missing.code, 2);
    assert.equal(missing.stderr, "error  pets.transfer.json: there is no such experiment file\n");
    const nowhere = await runCommand(folder(), "list", "nowhere");
    assert.equal(
      nowhere.stderr,
      "error  nowhere: must be a folder with experiment files, and there is none of this name\n",
    );
    const noRun = await runCommand(folder(), "resume", ".");
    assert.match(noRun.stderr, /^error {2}\.: must be a run folder, the id of a run in this folder/);
    const report = await runCommand(folder(), "report", "pets-1");
    assert.equal(
      report.stderr,
      'error  pets-1: must be a run folder, the id of a run in this folder, or an experiment file that was run; "transfer-lab list" shows what there is\n',
    );
  });

  it("has exit code 3 for negative transfer", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects", { epochs: 1, seeds: [1] });
    const run = await runCommand(folder(), "run", file, "--json");
    const directory = directoryOf(run.stdout.split("\n")[0] ?? "");
    await writeJson(runFiles(directory).report, reportOf("negative"));
    const { code } = await runCommand(folder(), "report", file, "--json");
    assert.equal(code, 3);
  });

  it("trains without a native runtime too, with a warning on screen and in the report", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects", { epochs: 1, seeds: [1] });
    const emptyCache = { TRANSFER_LAB_CACHE: path.join(folder(), "cache") };
    const run = await startCommand({ cwd: folder(), env: emptyCache }, "run", file).ended;
    assert.equal(run.code, 0, run.stderr);
    assert.match(
      run.stderr,
      /warning {2}training runtime: training uses JavaScript, many times slower than TensorFlow\./,
    );
    const report = reportSchema.parse(JSON.parse((await runCommand(folder(), "report", file, "--json")).stdout));
    assert.ok(report.warnings.some(({ code }) => code === "runtime/javascript"));
  });

  it("does not fall back to JavaScript where the person named a runtime", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects");
    const { code, stderr } = await runCommand(folder(), "run", file, "--runtime", "nowhere");
    assert.equal(code, 2);
    assert.match(stderr, /nowhere: must be a tfjs_binding\.node or a folder with/);
  });
});
