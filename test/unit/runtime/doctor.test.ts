import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diagnose } from "../../../src/runtime/doctor";
import { formatBytes, formatDoctor, type DoctorLine } from "../../../src/runtime/doctor-report";
import { useTemporaryCache, withEnvironment } from "../packages/temporary-cache";
import { installTinyRuntime, writeLoadable } from "./tiny-runtime";

describe("formatDoctor", () => {
  it("aligns the topics and puts a remedy below its line", () => {
    const lines: DoctorLine[] = [
      { topic: "Node.js", state: "ok", text: "Version 24.1.0." },
      { topic: "Disk space", state: "warning", text: "1.0 GB are free.", remedy: "free 2.5 GB" },
      { topic: "Cache", state: "error", text: "Cannot be written." },
    ];
    assert.equal(
      formatDoctor({ lines }),
      [
        "✓ Node.js     Version 24.1.0.",
        "! Disk space  1.0 GB are free.",
        "              → free 2.5 GB",
        "✗ Cache       Cannot be written.",
        "",
        "1 error, 1 warning.",
      ].join("\n"),
    );
  });

  it("says that everything is in order where it is", () => {
    const lines: DoctorLine[] = [{ topic: "Node.js", state: "ok", text: "Version 24.1.0." }];
    assert.match(formatDoctor({ lines }), /\nEverything is in order\.$/);
  });
});

describe("formatBytes", () => {
  it("uses decimal units and one digit below ten", () => {
    assert.deepEqual([0, 999, 1500, 12_000, 788_086_608, 1.2e9].map(formatBytes), [
      "0 bytes",
      "999 bytes",
      "1.5 kB",
      "12 kB",
      "788 MB",
      "1.2 GB",
    ]);
  });
});

describe("diagnose", function () {
  this.timeout(20_000);
  const cache = useTemporaryCache();

  async function lineOf(topic: string, setting?: string): Promise<DoctorLine | undefined> {
    return (await diagnose({ setting })).lines.find((line) => line.topic === topic);
  }

  it("finds an installed runtime in order", async () => {
    const folder = await installTinyRuntime();
    assert.match(
      (await lineOf("Training runtime"))?.text ?? "",
      new RegExp(`^TensorFlow .+\\. Installed in ${folder}\\.$`),
    );
  });

  it("says that a binding does not load, even if its hash is right", async () => {
    const folder = await installTinyRuntime();
    const line = await lineOf("Runtime files");
    assert.equal(line?.state, "error");
    assert.ok(line.text.startsWith(`The binding does not load: `) && line.text.includes(folder), line.text);
  });

  it("loads the binding of the setting", async () => {
    const setting = await writeLoadable(join(cache(), "mine.cjs"), "9.8.7");
    assert.match(
      (await lineOf("Training runtime", setting))?.text ?? "",
      /^TensorFlow 9\.8\.7\. The runtime setting names /,
    );
    assert.deepEqual(await lineOf("Runtime files", setting), {
      topic: "Runtime files",
      state: "ok",
      text: "The binding loads.",
    });
  });

  it("finds a file that has changed and kept its size", async () => {
    const folder = await installTinyRuntime();
    const library = join(folder, "deps/lib/libtensorflow.so.2");
    await writeFile(library, "another");
    const line = await lineOf("Runtime files");
    assert.equal(line?.text, `Damaged: ${library} has changed.`);
    assert.equal(
      line.remedy,
      `remove ${folder}, then run "Transfer Learning: Install Training Runtime", or: transfer-lab runtime install`,
    );
  });

  it("warns of the JavaScript backend and says how to leave it", async () => {
    assert.deepEqual(await lineOf("Training runtime"), {
      topic: "Training runtime",
      state: "warning",
      text: "JavaScript, many times slower than TensorFlow. No native training runtime is installed.",
      remedy: 'run "Transfer Learning: Install Training Runtime", or: transfer-lab runtime install',
    });
  });

  it("reports a setting that leads nowhere as an error", async () => {
    assert.equal((await lineOf("Training runtime", join(cache(), "absent")))?.state, "error");
  });

  it("measures the cache", async () => {
    await appendFile(join(cache(), "some"), "x".repeat(1500));
    assert.equal((await lineOf("Cache"))?.text, `${cache()} holds 1.5 kB.`);
  });

  it("has a line for every topic, in a fixed order", async () => {
    await installTinyRuntime();
    const { lines } = await diagnose();
    assert.deepEqual(
      lines.map(({ topic }) => topic),
      ["Training runtime", "Runtime files", "Node.js", "Cache", "Disk space", "C++ compiler", "Python", "Processor"],
    );
  });
});

describe("diagnose on a bare machine", function () {
  this.timeout(20_000);
  useTemporaryCache();
  withEnvironment(() => ({ PATH: "", CXX: undefined }));

  it("says what is missing and what to do", async () => {
    const { lines } = await diagnose();
    const missing = lines.filter(({ remedy }) => remedy !== undefined).map(({ topic }) => topic);
    assert.deepEqual(missing, ["Training runtime", "C++ compiler", "Python"]);
  });
});
