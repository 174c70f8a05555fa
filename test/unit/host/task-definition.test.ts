import assert from "node:assert/strict";
import { manifestOf } from "../../../src/host/manifest";
import { commandLine, readDefinition } from "../../../src/host/tasks/task-definition";
import { methods } from "../../../src/methods";

const settings = { runtime: "/opt/runtime", threads: 2 };

describe("tasks", () => {
  it("a definition of another form is none", () => {
    const good = { type: "transfer-lab", command: "run", file: "a.transfer.json" };
    assert.deepEqual(readDefinition(good), good);
    for (const bad of [{}, { ...good, command: "train" }, { ...good, file: 3 }, { ...good, options: "--json" }])
      assert.equal(readDefinition(bad), undefined);
  });

  it("a run takes the runtime and the threads of the settings, and its own options after them", () => {
    assert.deepEqual(commandLine({ command: "run", file: "a", options: ["--threads", "1"] }, settings), [
      ...["run", "a", "--runtime", "/opt/runtime", "--threads", "2", "--threads", "1"],
    ]);
    assert.deepEqual(commandLine({ command: "sweep", file: "a" }, { runtime: "", threads: 0 }), ["sweep", "a"]);
    assert.deepEqual(commandLine({ command: "check", file: "a" }, settings), ["check", "--format", "unix", "a"]);
  });

  it("the problem matcher takes file, line, column, severity, message and code out of a line of check", () => {
    const [matcher] = manifestOf(methods).contributes.problemMatchers;
    assert.ok(matcher);
    const line =
      'C:\\x y\\a.transfer.json:6:15: error: layers.dnese1: must name a layer, got "dnese1" [layers/unknown-layer]';
    const match = new RegExp(matcher.pattern.regexp).exec(line);
    const { file, line: at, column, severity, message, code } = matcher.pattern;
    assert.deepEqual(
      [file, at, column, severity, message, code].map((group) => match?.[group]),
      [
        ...["C:\\x y\\a.transfer.json", "6", "15", "error"],
        ...['layers.dnese1: must name a layer, got "dnese1"', "layers/unknown-layer"],
      ],
    );
  });
});
