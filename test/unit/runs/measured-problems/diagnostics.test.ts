import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkExperiment } from "../../../../src/experiment/check";
import { applyEdits } from "../../../../src/experiment/edit";
import { formatProblem } from "../../../../src/protocol/problem";
import { measuredDiagnostics, measuredProblems } from "../../../../src/runs/measured-problems";
import { problemsOfLastRun } from "../../../../src/runs/measured-problems/last-run";
import {
  experimentOf,
  measuredLayers,
  measuredRun,
  measuredText,
  well,
  type Measures,
} from "../../../fixtures/measured-run";

interface Case {
  /** What brings it about. */
  measures: Measures;
  says: string;
  fixes: readonly string[];
  /** Close to it, and no reason to complain. */
  fine: Measures;
}

const overfit = [1, 0.6, 0.5, 0.42, 0.55, 0.7, 0.9, 1.2];
const negative = { kind: "negative", sentence: "Negative transfer: −4.0 points." } as const;
const unfrozen = measuredText.replace(`"layers": { "conv1": "frozen" },`, `"layers": {},`);
const tinyRate = measuredText.replace(`"epochs": 8,`, `"epochs": 8, "optimizer": { "learningRate": 1e-9 },`);
const allTrained = measuredLayers.map((layer) => ({ ...layer, training: "trained" as const }));
const ofRate = "pets.transfer.json, training.optimizer.learningRate:";

const cases: Record<string, Case> = {
  "result/overfitting": {
    measures: { validation: overfit, trial: { overfittingFrom: 5 } },
    says: "pets.transfer.json, training.epochs: the validation loss rises from epoch 5 on while the training loss still falls (3 seeds, from 0.420 to 1.20 nats): overfitting; stop there, or set training.earlyStopping",
    fixes: ["Stop early and keep the best epoch", "Train for 4 epochs"],
    fine: { validation: overfit, trial: { overfittingFrom: 5, bestEpoch: 4 } },
  },
  "result/still-learning": {
    measures: { trial: { stillLearning: true }, arms: ["transfer"] },
    says: "pets.transfer.json, training.epochs: Fine-tuning was still learning when its epochs ended (3 of 3 seeds), so its figure may be too low; give more epochs or a higher rate",
    fixes: ["Train for 16 epochs"],
    fine: {},
  },
  "result/negative-transfer": {
    measures: { verdict: negative },
    says: "pets.transfer.json, source: Negative transfer: −4.0 points. Try another source, freeze fewer layers, or do without the transfer.",
    fixes: ["Train the frozen layers (conv1)"],
    fine: { verdict: { kind: "inconclusive", sentence: "Inconclusive: −1.0 points." } },
  },
  "result/dead-units": {
    measures: { health: { dense1: { ...well, deadUnits: 0.75 }, conv2: { ...well, deadUnits: 0.5 } } },
    says: `${ofRate} many units are dead after training, they give 0 for every training example that was probed: 75 % of dense1, 50 % of conv2; a lower rate keeps more of them at work, got 0.001`,
    fixes: ["Lower the learning rate to 0.0001"],
    fine: { health: { conv1: { drift: 0, deadUnits: 0.9 }, dense1: { ...well, deadUnits: 0.4 } } },
  },
  "result/saturated-units": {
    measures: { health: { conv2: { ...well, saturatedUnits: 0.625 } } },
    says: `${ofRate} many units are saturated after training, they stay in the flat part of their activation: 63 % of conv2; a lower rate keeps more of them at work, got 0.001`,
    fixes: ["Lower the learning rate to 0.0001"],
    fine: { health: { conv2: { ...well, saturatedUnits: 0.3 } } },
  },
  "result/large-updates": {
    measures: { text: unfrozen, layers: allTrained, health: { conv1: { ...well, updateRatio: 0.2, drift: 3.4 } } },
    says: `${ofRate} is high for the early copied layers: a step changes conv1 by 20 % of its weights, and training moved it by 340 %, so what was copied is soon overwritten; lower the rate or freeze early layers, got 0.001`,
    fixes: ["Lower the learning rate to 0.00005", "Let earlier layers learn slower (rateDecay 2.6)"],
    fine: { text: unfrozen, layers: allTrained, health: { head: { ...well, updateRatio: 0.2 } } },
  },
  "result/layer-never-moved": {
    measures: { text: tinyRate, health: { conv2: { ...well, drift: 3e-8, updateRatio: 2e-9 } } },
    says: "pets.transfer.json, layers: conv2 is trained and has not moved from where training began (drift 3e-8); freeze what needs no training, which also saves its time, or raise the rate",
    fixes: ["Freeze conv2", "Raise the learning rate to 0.001, which is usual for adam"],
    fine: { health: { conv1: { drift: 0 }, conv2: { ...well, drift: 0, updateRatio: 0.01 } } },
  },
  "result/frozen-layer-moved": {
    measures: { trial: { frozen: [{ layer: "conv1", before: "a", after: "b" }] } },
    says: "pets.transfer.json, layers.conv1: the layer conv1 is frozen but its weights changed during training; do not use these results and report this as a bug",
    fixes: [],
    fine: { trial: { frozen: [{ layer: "conv1", before: "a", after: "a" }] } },
  },
};

const codesOf = (measures: Measures): string[] => measuredProblems(measuredRun(measures)).map(({ code }) => code);

describe("the measured diagnostics", () => {
  it("each have a case here that brings them about and one that does not", () => {
    assert.deepEqual(Object.keys(cases).toSorted(), Object.keys(measuredDiagnostics).toSorted());
  });

  it("say nothing of a run that went well", () => {
    assert.deepEqual(measuredProblems(measuredRun()), []);
  });

  for (const [code, { measures, says, fixes, fine }] of Object.entries(cases)) {
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
