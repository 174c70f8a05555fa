import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { describe, it } from "mocha";
import { version } from "../../package.json";
import { writeExperiment, writeTables } from "../fixtures/table-workspace";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";
import { repositoryRoot } from "../support/paths";

const bin = path.join(repositoryRoot, "bin", "transfer-lab.mjs");

describe("bundled command line", function () {
  this.timeout("2m");
  const folder = useTemporaryFolder("bundle");
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [bin, ...args], { cwd: folder() });

  it("says the version of the package", async () => {
    assert.equal((await run("--version")).stdout, `${version}\n`);
  });

  it("trains with the bundled engine", async () => {
    writeTables(folder());
    const { stdout } = await run("run", writeExperiment(folder(), "insects", { epochs: 2 }));
    assert.match(stdout, /over scratch/);
    assert.match(stdout, /^Report: .*report\.html$/m);
  });
});
