import assert from "node:assert/strict";
import fc from "fast-check";
import type { Split, SplitRequest } from "../../../src/data/split";
import { splitExamples } from "../../../src/data/split";
import { formatProblem } from "../../../src/protocol/problem";

const request = (changes: Partial<SplitRequest> & { counts?: number[] } = {}): SplitRequest => {
  const { counts = [40, 30, 50], ...rest } = changes;
  return {
    labels: labelsOf(counts),
    classes: counts.map((_, index) => `class ${index}`),
    labelled: { perClass: 5 },
    validation: { perClass: 3 },
    test: { fraction: 0.2 },
    splitSeed: 1,
    seed: 1,
    file: "pets.transfer.json",
    ...rest,
  };
};

/** Labels in turn, so that classes lie mixed. */
function labelsOf(counts: readonly number[]): Int32Array {
  const labels: number[] = [];
  for (let round = 0; round < Math.max(0, ...counts); round++) {
    counts.forEach((count, label) => {
      if (round < count) labels.push(label);
    });
  }
  return Int32Array.from(labels);
}

function split(changes?: Partial<SplitRequest> & { counts?: number[] }): Split {
  const result = splitExamples(request(changes));
  if (!result.ok) assert.fail(formatProblem(result.problem));
  return result.split;
}

function problem(changes: Partial<SplitRequest> & { counts?: number[] }) {
  const result = splitExamples(request(changes));
  assert.ok(!result.ok, "expected a problem");
  return result.problem;
}

const perClass = (rows: Int32Array, { labels, classes }: SplitRequest): number[] =>
  classes.map((_, label) => rows.filter((row) => labels[row] === label).length);

const counts = fc.array(fc.integer({ min: 3, max: 60 }), { minLength: 1, maxLength: 6 });
const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });
const seed = fc.integer();

describe("splitExamples", () => {
  it("gives each example to one part at most, all in ascending order", () => {
    fc.assert(
      fc.property(counts, share, seed, seed, (sizes, fraction, splitSeed, seed) => {
        const parts = split({
          counts: sizes,
          test: { fraction },
          splitSeed,
          seed,
          labelled: "all",
          validation: "none",
        });
        const all = [...parts.train, ...parts.validation, ...parts.test];
        assert.equal(new Set(all).size, all.length);
        assert.equal(all.length, labelsOf(sizes).length);
        for (const part of Object.values(parts) as Int32Array[]) assert.deepEqual(part, Int32Array.from(part).sort());
      }),
    );
  });

  it("never lets a test example into training or validation, whatever is asked for", () => {
    const amount = fc.oneof(
      fc.constant("all" as const),
      fc.record({ perClass: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ fraction: share }),
    );
    const kept = fc.oneof(
      fc.constant("none" as const),
      fc.record({ perClass: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ fraction: share }),
    );
    fc.assert(
      fc.property(counts, share, fc.tuple(amount, kept), seed, (sizes, fraction, [labelled, validation], seed) => {
        const changes = { counts: sizes, test: { fraction }, labelled, validation, seed };
        const reference = new Set(
          split({ counts: sizes, test: { fraction }, labelled: "all", validation: "none" }).test,
        );
        const result = splitExamples(request(changes));
        if (!result.ok) return;
        assert.deepEqual(new Set(result.split.test), reference);
        for (const row of [...result.split.train, ...result.split.validation]) assert.ok(!reference.has(row));
        assert.equal(
          new Set([...result.split.train, ...result.split.validation]).size,
          result.split.train.length + result.split.validation.length,
        );
      }),
    );
  });

  it("tests each class by its share, within one example, and keeps at least one for test and training", () => {
    fc.assert(
      fc.property(counts, share, (sizes, fraction) => {
        const changes = { counts: sizes, test: { fraction }, labelled: "all", validation: "none" } as const;
        perClass(split(changes).test, request(changes)).forEach((tested, label) => {
          const size = sizes[label] ?? 0;
          assert.ok(Math.abs(tested - size * fraction) <= 1, `${tested} of ${size} at ${fraction}`);
          assert.ok(tested >= 1 && tested < size);
        });
      }),
    );
  });

  it("draws the same examples again for the same seeds", () => {
    assert.deepEqual(split(), split());
  });

  it("draws other examples for another seed and the same test examples", () => {
    assert.notDeepEqual(split({ seed: 2 }).train, split().train);
    assert.deepEqual(split({ seed: 2 }).test, split().test);
    assert.notDeepEqual(split({ splitSeed: 2 }).test, split().test);
  });

  it("draws the examples that it drew when this was written", () => {
    const parts = split({ counts: [6, 6], labelled: { perClass: 1 }, validation: { perClass: 1 } });
    assert.deepEqual(
      [[...parts.train], [...parts.validation], [...parts.test]],
      [
        [4, 7],
        [2, 3],
        [1, 8],
      ],
    );
  });

  it("takes one example a class from among the five a class of the same seed, with or without validation", () => {
    const five = new Set(split({ labelled: { perClass: 5 } }).train);
    const one = split({ labelled: { perClass: 1 }, validation: "none" }).train;
    assert.equal(one.length, 3);
    assert.ok(one.every((row) => five.has(row)));
  });

  it("validates on the same examples however many are labelled", () => {
    assert.deepEqual(split({ labelled: { perClass: 1 } }).validation, split({ labelled: { perClass: 5 } }).validation);
  });

  it("counts labelled and validation examples class by class", () => {
    const changes = { labelled: { perClass: 5 }, validation: { perClass: 3 } };
    assert.deepEqual(perClass(split(changes).train, request(changes)), [5, 5, 5]);
    assert.deepEqual(perClass(split(changes).validation, request(changes)), [3, 3, 3]);
  });

  it("takes shares of what is not tested, and validation in addition to the labelled examples", () => {
    const changes = { labelled: { fraction: 0.5 }, validation: { fraction: 0.25 } };
    assert.deepEqual(perClass(split(changes).train, request(changes)), [16, 12, 20]);
    assert.deepEqual(perClass(split(changes).validation, request(changes)), [4, 3, 5]);
  });

  it("takes validation examples out of the labelled ones where all are labelled", () => {
    const changes = { labelled: "all", validation: { fraction: 0.25 } } as const;
    assert.deepEqual(perClass(split(changes).train, request(changes)), [24, 18, 30]);
    assert.deepEqual(perClass(split(changes).validation, request(changes)), [8, 6, 10]);
  });

  it("holds nothing back where the test is a data set of its own", () => {
    const parts = split({ test: "none", labelled: "all", validation: "none" });
    assert.equal(parts.test.length, 0);
    assert.equal(parts.train.length, 120);
  });

  it("keeps the draw of a class when another class comes or goes", () => {
    const first = (rows: Int32Array, labels: Int32Array) => rows.filter((row) => labels[row] === 0);
    const two = request({
      labels: Int32Array.from([...new Array<number>(20).fill(0), ...new Array<number>(20).fill(1)]),
      classes: ["a", "b"],
    });
    const one = request({ labels: new Int32Array(20), classes: ["a"] });
    const parts = [two, one].map((it) => splitExamples(it));
    const [withB, alone] = parts.map((result) => (result.ok ? result.split : assert.fail()));
    assert.deepEqual(first(withB?.train ?? new Int32Array(), two.labels), alone?.train);
  });
});

describe("splitExamples, asked for more than there is,", () => {
  it("names the shortest class, what is asked, what there is, and the way out", () => {
    const found = problem({ counts: [40, 10, 50], labelled: { perClass: 20 }, validation: { perClass: 3 } });
    assert.equal(
      formatProblem(found),
      "pets.transfer.json, target.labelled.perClass: needs 20 for training and 3 for validation of each class, " +
        'but class "class 1" has 8 outside its 2 test examples; ask for 5 or fewer a class, or add examples',
    );
    assert.deepEqual(found.path, ["target", "labelled", "perClass"]);
    assert.deepEqual(found.fixes, [
      { title: "Use 5 a class", edits: [{ kind: "set", path: ["target", "labelled", "perClass"], value: 5 }] },
    ]);
  });

  it("repairs itself by its quick fix", () => {
    const changes = { counts: [40, 10, 50], validation: { perClass: 3 } };
    assert.ok(splitExamples(request({ ...changes, labelled: { perClass: 5 } })).ok);
    assert.ok(!splitExamples(request({ ...changes, labelled: { perClass: 6 } })).ok);
  });

  it("says that a class has no example left for training", () => {
    assert.equal(
      formatProblem(problem({ counts: [40, 1], labelled: "all", validation: "none" })),
      "pets.transfer.json, target.labelled: needs 1 for training of each class, " +
        'but class "class 1" has 0 outside its 1 test examples; add examples of this class',
    );
  });

  it("says that validation takes all labelled examples", () => {
    assert.equal(
      formatProblem(problem({ counts: [40, 6], labelled: "all", validation: { perClass: 5 } })),
      "pets.transfer.json, target.validation: needs 1 for training and 5 for validation of each class, " +
        'but class "class 1" has 5 outside its 1 test examples; add examples of this class',
    );
  });
});
