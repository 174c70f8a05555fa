import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkExperiment } from "../../../../src/experiment/check";
import { applyEdits } from "../../../../src/experiment/edit";
import { formatProblem } from "../../../../src/protocol/problem";
import { measuredDiagnostics, measuredProblems } from "../../../../src/runs/measured-problems";
import { problemsOfLastRun } from "../../../../src/runs/measured-problems/last-run";
import { allTrained, measuredCases, negative, unfrozen } from "../../../fixtures/measured-cases";
import { experimentOf, measuredRun, measuredText, type Measures } from "../../../fixtures/measured-run";

const codesOf = (measures: Measures): string[] => measuredProblems(measuredRun(measures)).map(({ code }) => code);

describe("the measured diagnostics", () => {
  it("each have a case here that brings them about and one that does not", () => {
    assert.deepEqual(Object.keys(measuredCases).toSorted(), Object.keys(measuredDiagnostics).toSorted());
  });

  it("say nothing of a run that went well", () => {
    assert.deepEqual(measuredProblems(measuredRun()), []);
  });

  for (const [code, { measures, says, fixes, fine }] of Object.entries(measuredCases)) {
    const run = measuredRun(measures);
    const problems = measuredProblems(run);

    it(`${code} says what was measured, where, and how to change it`, () => {
      assert.deepEqual(
        problems.map((problem) => [problem.code, formatProblem(problem)]),
        [[code, says]],
      );
      assert.deepEqual(
        problems.flatMap((problem) => problem.fixes ?? []).map(({ title }) => title),
        fixes,
      );
    });

    it(`${code} says nothing where there is no reason`, () => {
      assert.deepEqual(codesOf(fine), []);
    });

    for (const fix of problems.flatMap((problem) => problem.fixes ?? [])) {
      it(`${code}: "${fix.title}" leaves a file that passes, with its comments`, () => {
        const changed = applyEdits(measures.text ?? measuredText, fix.edits);
        const experiment = experimentOf(changed);
        assert.match(changed, /Two layers are copied/);
        const last = { experiment: run.experiment, warnings: problems };
        assert.deepEqual(problemsOfLastRun(experiment, last, []), []);
        const before = new Set(checkExperiment(run.experiment, {}).map(({ message }) => message));
        const added = checkExperiment(experiment, {}).filter(({ message }) => !before.has(message));
        assert.deepEqual(added, []);
      });
    }
  }

  it("name a pattern where that decides, and several layers of one line together", () => {
    const text = measuredText.replace(`{ "conv1": "frozen" }`, `{ "conv1": "frozen", "{conv,dense}*": "train" }`);
    const still = { drift: 0, updateRatio: 0 };
    const [problem] = measuredProblems(measuredRun({ text, health: { conv2: still, dense1: still } }));
    assert.deepEqual(problem?.path, ["layers", "{conv,dense}*"]);
    assert.match(problem.message, /^conv2, dense1 are trained and have not moved/);
  });

  it("raise what holds early layers back where that is a discriminative rate", () => {
    const text = measuredText.replace(`"training"`, `"options": { "rateDecay": 1000 },\n  "training"`);
    const [problem] = measuredProblems(measuredRun({ text, health: { conv2: { drift: 0 } } }));
    assert.equal(problem?.fixes?.at(-1)?.title, "Give all layers the same rate");
  });

  it("offer fewer copied layers where transfer hurts and nothing is frozen", () => {
    const [problem] = measuredProblems(measuredRun({ text: unfrozen, layers: allTrained, verdict: negative }));
    assert.deepEqual(
      problem?.fixes?.map(({ title }) => title),
      ["Copy fewer layers: begin dense1 anew"],
    );
  });

  it("read rows of versions that measured drift alone", () => {
    assert.deepEqual(codesOf({ health: { conv2: { drift: 0.3 }, dense1: { drift: 0.1 }, head: { drift: 2 } } }), []);
    assert.deepEqual(codesOf({ health: { conv2: { drift: 0 } } }), ["result/layer-never-moved"]);
  });
});
