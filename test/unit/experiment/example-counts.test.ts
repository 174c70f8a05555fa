import assert from "node:assert/strict";
import * as fc from "fast-check";
import { splitExamples } from "../../../src/data/split";
import type { DataPlace } from "../../../src/experiment/data-places";
import { exampleCounts, shortageIn } from "../../../src/experiment/example-counts";
import type { TaskSettings } from "../../../src/experiment/types";
import { experimentAt } from "../../fixtures/experiment";

const FILE = "a.transfer.json";
const names = ["a", "b", "c", "d"];

const share = fc.double({ min: 0.05, max: 0.9, noNaN: true }).map((fraction) => ({ fraction }));
const each = fc.integer({ min: 1, max: 12 }).map((perClass) => ({ perClass }));
const coverage = fc.subarray(names, { minLength: 1 });
const labelled = fc.oneof(
  fc.constant("all" as const),
  each,
  share,
  fc.tuple(fc.oneof(each, share), coverage).map(([amount, classes]) => ({ ...amount, classes })),
);
const validation = fc.oneof(fc.constant("none" as const), each, share);
const counts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 4, maxLength: 4 });

/** The only data of an experiment. */
function placeOf(task: TaskSettings, of: readonly number[]): DataPlace {
  const count = of.reduce((total, one) => total + one, 0);
  const chosen = { classes: names, count, counts: of };
  return { role: "target", path: ["target"], ref: task.dataset, task, whole: chosen, chosen };
}

describe("exampleCounts", () => {
  const task = (settings: Partial<TaskSettings>): TaskSettings => ({ ...experimentAt(FILE).target, ...settings });

  it("says of every amount how many examples a split draws, or what it lacks", () => {
    fc.assert(
      fc.property(counts, labelled, validation, share, (of, amount, kept, test) => {
        const settings = task({ labelled: amount, validation: kept, test });
        const place = placeOf(settings, of);
        const labels = Int32Array.from(of.flatMap((count, index) => Array.from({ length: count }, () => index)));
        const request = { labels, classes: names, labelled: amount, validation: kept, test, splitSeed: 1, seed: 2 };
        const result = splitExamples({ ...request, file: FILE, place: ["target"] });
        if (!result.ok) {
          const [{ message, code } = { message: "", code: "" }] = shortageIn(place, [place], FILE) ?? [];
          assert.deepEqual([code, message], [result.problem.code, result.problem.message]);
          return;
        }
        assert.deepEqual(shortageIn(place, [place], FILE), []);
        const { train, validation: validating, test: judging } = result.split;
        const found = exampleCounts(place, [place]);
        assert.deepEqual(
          [found?.train, found?.validation, found?.test],
          [train.length, validating.length, judging.length],
        );
      }),
    );
  });

  it("says nothing where chance decides which classes have labels", () => {
    const place = placeOf(task({ labelled: { fraction: 0.5, classes: 2 } }), [4, 9, 9, 9]);
    assert.equal(exampleCounts(place, [place]), undefined);
  });

  it("says nothing where the test examples of another task on the same data are left out", () => {
    const place = placeOf(task({ labelled: "all" }), [9, 9, 9, 9]);
    const other = { ...place, role: "task" as const, task: task({ name: "other" }) };
    assert.equal(exampleCounts(place, [other, place]), undefined);
  });
});
