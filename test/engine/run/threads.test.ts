import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { z } from "zod";
import { readJson } from "../../../src/runs/json-file";
import { environmentSchema, runFiles } from "../../../src/runs/layout";
import { readWarnings } from "../../../src/runs/metrics-log";
import { readStatus } from "../../../src/runs/status";
import { runCommand, startCommand } from "../../fixtures/command-line";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { trainingMs } from "../../support/engine-runtime";
import { writeExperiment, writePictures } from "../../support/engine-workspace";

/** Convolutions so large that two threads add up their gradients in another order than one does. */
const experiment = {
  method: "fine-tuning",
  source: { dataset: "data/pictures", architecture: "small-convnet", epochs: 1, size: 16 },
  target: { dataset: "data/pictures", labelled: "all", validation: "none" },
  layers: { conv1: "train" },
  training: { epochs: 300, seeds: [1] },
  controls: [],
};

describe("the number of threads of a run", function () {
  this.timeout(2 * trainingMs);
  const folder = useTemporaryFolder("threads");

  const directoryOf = (line: string): string =>
    z.object({ type: z.literal("run"), directory: z.string() }).parse(JSON.parse(line)).directory;
  const bitsOf = async (directory: string) => {
    const files = runFiles(directory);
    const weights = await readFile(path.join(files.model(1), "weights.bin"));
    return { rows: await readFile(files.metrics, "utf8"), weights: weights.toString("base64") };
  };
  const startTraining = async (...args: string[]) => {
    const command = startCommand({ cwd: folder() }, ...args, "--json");
    const directory = directoryOf(await command.line('"type":"run"'));
    await command.line('"type":"epoch"');
    return { ...command, directory };
  };

  it("is kept when it is stopped, killed and resumed without a word of threads, so that the bits are the same", async () => {
    await writePictures(path.join(folder(), "data/pictures"), ["a", "b", "c"], 16);
    await writeExperiment(folder(), experiment, "whole");
    await writeExperiment(folder(), experiment, "broken");
    const whole = await runCommand(folder(), "run", "whole.transfer.json", "--threads", "1", "--json");
    assert.equal(whole.code, 0, whole.stderr);

    const stopped = await startTraining("run", "broken.transfer.json", "--threads", "1");
    stopped.child.kill("SIGINT");
    assert.equal((await stopped.ended).code, 130);
    const { directory } = stopped;
    const killed = await startTraining("resume", directory);
    const status = await readStatus(directory);
    assert.ok(status.ok && status.value.pid !== undefined);
    process.kill(status.value.pid, "SIGKILL");
    assert.equal((await killed.ended).code, 1);
    const resumed = await runCommand(folder(), "resume", directory, "--json");
    assert.equal(resumed.code, 0, resumed.stderr);

    assert.deepEqual(await bitsOf(directory), await bitsOf(directoryOf(whole.stdout.split("\n")[0] ?? "")));
    const environment = await readJson(runFiles(directory).environment, environmentSchema);
    assert.ok(environment.ok);
    assert.equal(environment.value.threads, 1);
    const { rows } = await readWarnings(runFiles(directory).warnings);
    assert.ok(rows.every(({ code }) => code !== "runs/other-runtime"));
  });
});
