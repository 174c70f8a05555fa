import assert from "node:assert/strict";
import path from "node:path";
import { z } from "zod";
import { conductStudy, type StudyOrder } from "../../../src/client/conduct-study";
import { experimentAt } from "../../fixtures/experiment";
import { rejectedProblem } from "../../fixtures/rejected-problem";

const enginePath = path.resolve(__dirname, "../../fixtures/engines/studies.mjs");
const result = z.object({ counted: z.number() });

describe("conducting a study", function () {
  this.timeout(30_000);

  const ask = (study: string, more: Partial<StudyOrder<z.infer<typeof result>>> = {}) =>
    conductStudy(
      { enginePath, runtime: { kind: "javascript", why: [] } },
      { study, experiment: experimentAt("/a/pets.transfer.json"), result, ...more },
    );

  it("gives what the engine found, first of all, and passes on how far it is and its warnings", async () => {
    const heard: string[] = [];
    const found = await ask("count", {
      onStage: ({ text, done = 0 }) => heard.push(`${text} ${done}`),
      onWarning: ({ message }) => heard.push(message),
    });
    assert.deepEqual(found, { counted: 3 });
    assert.deepEqual(heard, ["Counting 1", "Counting 2", "be careful"]);
  });

  it("one that is stopped has no result", async () => {
    const stop = new AbortController();
    const onStage = () => {
      stop.abort();
    };
    assert.equal(await ask("wait", { signal: stop.signal, onStage }), undefined);
    assert.equal(await ask("count", { signal: stop.signal }), undefined);
  });

  it("one whose engine dies fails with its last words", async () => {
    const problem = await rejectedProblem(ask("die"));
    assert.equal(problem.code, "engine/crashed");
    assert.match(problem.message, /SIGSEGV[^]*native complaint/);
  });

  it("a result of another form is said, with the name of the study", async () => {
    const problem = await rejectedProblem(ask("mumble"));
    assert.equal(problem.code, "engine/unreadable-result");
    assert.match(problem.message, /study "mumble" has another form/);
  });
});
