import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { adviceFileSchema } from "../../../src/protocol/advice";
import { adviceFile, keepAdvice } from "../../../src/runs/advice-file";
import { outcomesOf } from "../../../src/runs/advice-outcomes";
import { experimentAt } from "../../fixtures/experiment";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

describe("kept advice", () => {
  const folder = useTemporaryFolder("advice");
  const file = () => path.join(folder(), "pets.transfer.json");
  const ranked = (...ids: string[]) => ids.map((id) => ({ id, title: id }));
  const keep = (...ids: string[]) => keepAdvice(file(), { kind: "sources", ranked: ranked(...ids), outcomes: [] });
  const read = () => adviceFileSchema.parse(JSON.parse(readFileSync(adviceFile(file()), "utf8")));

  it("is the newest of each kind and file", async () => {
    await keep("a");
    const second = await keep("b", "a");
    const methods = await keepAdvice(file(), { kind: "methods", ranked: ranked("fine-tuning"), outcomes: [] });
    const other = path.join(folder(), "constructor.transfer.json");
    await keepAdvice(other, { kind: "sources", ranked: ranked("c"), outcomes: [] });
    assert.deepEqual(read().sources["pets.transfer.json"], second);
    assert.deepEqual(read().methods, { "pets.transfer.json": methods });
    assert.equal(Object.keys(read().sources).length, 2);
  });

  it("keeps what came of runs, also of those that are gone since, and is not written where nothing is new", async () => {
    const [one, two] = [
      { id: "a", value: 0.8, text: "80.0 %" },
      { id: "b", value: 0.7, text: "70.0 %" },
    ];
    const advising = { kind: "sources" as const, ranked: ranked("a", "b") };
    await keepAdvice(file(), { ...advising, outcomes: [one, two] });
    const better = { ...two, value: 0.9, text: "90.0 %" };
    const kept = await keepAdvice(file(), { ...advising, outcomes: [better] });
    assert.deepEqual(kept.cameOut, [one, better]);
    const again = await keepAdvice(file(), { ...advising, outcomes: [better] });
    assert.equal(again.at, kept.at);
  });

  it("stays as it is, with a problem that says the way out, where its file is damaged or newer", async () => {
    mkdirSync(path.dirname(adviceFile(file())), { recursive: true });
    for (const [text, code] of [
      ['{ "version": 1, "sour', "runs/damaged"],
      ['{ "version": 2 }', "runs/newer-version"],
    ] as const) {
      writeFileSync(adviceFile(file()), text);
      const problem = await rejectedProblem(keep("a"));
      assert.equal(problem.code, code);
      assert.match(problem.message, /remove the file|update Transfer Lab/);
      assert.equal(readFileSync(adviceFile(file()), "utf8"), text);
    }
  });

  it("has no outcomes where nothing was run, or run folders are damaged", async () => {
    const experiment = experimentAt(file());
    assert.deepEqual(await outcomesOf(experiment, "methods"), []);
    mkdirSync(path.join(folder(), ".transfer-lab", "runs", "pets-20260101-000000-abcd"), { recursive: true });
    assert.deepEqual(await outcomesOf(experiment, "methods"), []);
  });
});
