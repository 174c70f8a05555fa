import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "mocha";
import { environmentOf, environmentWarnings } from "../../src/engine/environment";
import { writeJson } from "../../src/runs/json-file";
import type { Environment } from "../../src/runs/layout";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";

const native = (changes: Partial<Environment> = {}): Environment => ({
  ...environmentOf({ name: "tensorflow", version: "2.21.0", threads: 4 }, { "data/pets": "1a2b" }),
  ...changes,
});

describe("the environment of a run that is resumed", () => {
  const folder = useTemporaryFolder("environment");

  const warningsFor = async (before: Environment, now: Environment): Promise<string[]> => {
    const file = path.join(folder(), "environment.json");
    await writeJson(file, before);
    return (await environmentWarnings(file, now)).map(({ code, message }) => `${code}: ${message}`);
  };

  it("is warned of by nothing where backend, version and threads are those of its beginning", async () => {
    assert.deepEqual(await warningsFor(native({ node: "v18.0.0", platform: "linux-arm64" }), native()), []);
  });

  it("is warned of where another backend or version goes on, by these alone", async () => {
    assert.deepEqual(await warningsFor(native({ backendVersion: "2.9.1", threads: 8 }), native()), [
      "runs/other-runtime: the run was started on tensorflow 2.9.1 and goes on with tensorflow 2.21.0: " +
        "its numbers will not be the same to the last bit",
    ]);
    assert.deepEqual(await warningsFor(native({ backend: "cpu", backendVersion: "4.22.0" }), native()), [
      "runs/other-runtime: the run was started on cpu 4.22.0 and goes on with tensorflow 2.21.0: " +
        "its numbers will not be the same to the last bit",
    ]);
  });

  it("is warned of where it is told another number of threads than that of its beginning", async () => {
    assert.deepEqual(await warningsFor(native({ threads: 1 }), native()), [
      "runs/other-runtime: the run was started with 1 thread and was told to go on with 4 threads: " +
        "its numbers will not be the same to the last bit",
    ]);
  });

  it("is not warned of where JavaScript trains, which has one thread in any case", async () => {
    const javascript = native({ backend: "cpu", backendVersion: "4.22.0", backendWarning: "No runtime." });
    const [slow, ...others] = await warningsFor({ ...javascript, threads: 1 }, javascript);
    assert.match(slow ?? "", /^runtime\/javascript: /);
    assert.deepEqual(others, []);
  });
});
