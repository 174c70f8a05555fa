import assert from "node:assert/strict";
import { mkdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { resolveRuntime } from "../../../src/runtime/resolve";
import { bindingPath, librariesPath } from "../../../src/runtime/runtime";
import { problemOf, rejectionOf } from "../packages/rejection";
import { useTemporaryCache, withEnvironment } from "../packages/temporary-cache";
import { installTinyRuntime, writeLoadable } from "./tiny-runtime";

describe("resolveRuntime with a setting", function () {
  this.timeout(20_000);
  const folder = useTemporaryCache();

  it("takes the file that the setting names, even if another is installed", async () => {
    await installTinyRuntime();
    const setting = await writeLoadable(join(folder(), "mine.cjs"), "9.8.7");
    assert.deepEqual(await resolveRuntime({ setting }), {
      kind: "native",
      binding: setting,
      origin: "setting",
      tensorflow: "9.8.7",
      why: [`The runtime setting names ${setting}.`],
    });
  });

  it("says what must be there when it is not", async () => {
    const setting = join(folder(), "absent");
    const { file, message } = await problemOf(resolveRuntime({ setting }));
    assert.equal(file, setting);
    assert.equal(
      message,
      "must be a tfjs_binding.node or a folder with lib/napi-v8/tfjs_binding.node, and there is none; correct the runtime setting, or clear it to use the installed runtime",
    );
  });

  it("refuses a folder whose binding does not load", async () => {
    const binding = join(folder(), bindingPath);
    await mkdir(join(binding, ".."), { recursive: true });
    await writeFile(binding, "not a library");
    const { code, file, message } = await problemOf(resolveRuntime({ setting: folder() }));
    assert.deepEqual({ code, file }, { code: "runtime/setting-does-not-load", file: binding });
    assert.match(message, /^must load as a native binding, and does not: .+; correct the runtime setting/);
  });

  it("refuses a binding that crashes, without crashing", async () => {
    const setting = join(folder(), "crash.cjs");
    await writeFile(setting, "process.kill(process.pid, 'SIGKILL');");
    assert.equal((await problemOf(resolveRuntime({ setting }))).code, "runtime/setting-does-not-load");
  });
});

describe("resolveRuntime without a setting", () => {
  useTemporaryCache();

  it("takes the installed runtime", async () => {
    const folder = await installTinyRuntime();
    const runtime = await resolveRuntime();
    assert.ok(runtime.kind === "native");
    assert.equal(runtime.origin, "installed");
    assert.equal(runtime.binding, join(folder, bindingPath));
    assert.deepEqual(runtime.why, [`Installed in ${folder}.`]);
  });

  it("falls back to JavaScript where none is installed", async () => {
    assert.deepEqual(await resolveRuntime(), { kind: "javascript", why: ["No native training runtime is installed."] });
  });

  it("passes over an installation that was not finished", async () => {
    const folder = await installTinyRuntime();
    await rm(join(folder, "runtime.json"));
    assert.equal((await resolveRuntime()).kind, "javascript");
  });

  it("names the damaged file of a runtime that it passes over", async () => {
    const folder = await installTinyRuntime();
    const library = join(folder, librariesPath, "libtensorflow.so.2");
    await truncate(library, 3);
    const { kind, why } = await resolveRuntime();
    assert.equal(kind, "javascript");
    assert.equal(why[0], `The runtime in ${folder} is damaged: ${library} must have 7 bytes, has 3.`);
  });
});

describe("resolveRuntime where nothing can be installed", () => {
  useTemporaryCache();
  withEnvironment(() => ({ PATH: "", CXX: undefined }));

  it("falls back to JavaScript and says what to install", async () => {
    const { kind, why } = await resolveRuntime({ allowInstall: true });
    assert.equal(kind, "javascript");
    assert.match(why.join(" "), /C\+\+ compiler: one is needed to build the training runtime, and none was found/);
  });

  it("ends with the signal's reason when it is aborted", async () => {
    const reason = new Error("stopped by hand");
    const aborted = resolveRuntime({ allowInstall: true, signal: AbortSignal.abort(reason) });
    assert.equal(await rejectionOf(aborted), reason);
  });
});
