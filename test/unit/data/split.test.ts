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

describe("splitExamples, with labels for some classes only,", () => {
  const few = (classes: string[] | number) => ({ labelled: { perClass: 5, classes } });

  it("trains and validates on the named classes and tests on all", () => {
    const changes = few(["class 2", "class 0"]);
    const parts = split(changes);
    assert.deepEqual(perClass(parts.train, request(changes)), [5, 0, 5]);
    assert.deepEqual(perClass(parts.validation, request(changes)), [3, 0, 3]);
    assert.deepEqual(parts.test, split().test);
  });

  it("takes the examples of a named class that it takes without names", () => {
    const inClass = (rows: Int32Array) => rows.filter((row) => request().labels[row] === 1);
    assert.deepEqual(split(few(["class 1"])).train, inClass(split().train));
  });

  it("takes a share of each named class", () => {
    const changes = { labelled: { fraction: 0.5, classes: ["class 0"] }, validation: { fraction: 0.25 } };
    assert.deepEqual(perClass(split(changes).train, request(changes)), [16, 0, 0]);
    assert.deepEqual(perClass(split(changes).validation, request(changes)), [4, 0, 0]);
  });

  it("draws so many classes by the seed, the fewer among the more", () => {
    const counts = [10, 10, 10, 10, 10, 10];
    const covered = (classes: number, seed: number) =>
      perClass(split({ counts, ...few(classes), validation: "none", seed }).train, request({ counts })).map(Boolean);
    assert.equal(covered(2, 1).filter(Boolean).length, 2);
    assert.deepEqual(covered(2, 1), covered(2, 1));
    const draws = [1, 2, 3, 4, 5, 6].map((seed) => covered(3, seed).join());
    assert.ok(new Set(draws).size > 1);
    covered(2, 3).forEach((isCovered, label) => {
      assert.ok(!isCovered || covered(4, 3)[label]);
    });
  });

  it("asks nothing of classes without labels", () => {
    const parts = split({ counts: [40, 1, 50], ...few(["class 0", "class 2"]) });
    assert.equal(parts.train.length, 10);
  });

  it("gives no part to a class without any example, unless it is named", () => {
    const changes = { counts: [10, 0, 10], validation: "none" as const };
    assert.equal(split({ ...changes, labelled: { perClass: 2 } }).train.length, 4);
    assert.equal(split({ ...changes, ...few(2) }).train.length, 10);
    assert.match(problem({ ...changes, ...few(["class 1"]) }).message, /but class "class 1" has 0 outside its 0 test/);
  });

  it("names a class that there is not, in the place of its task", () => {
    const found = problem({ ...few(["class 0", "clas 1"]), place: ["source", "tasks", "letters"] });
    assert.equal(
      formatProblem(found),
      "pets.transfer.json, source.tasks.letters.labelled.classes: " +
        'must be a class of the data ("class 0", "class 1", "class 2"), got "clas 1"; did you mean "class 1"?',
    );
    const path = ["source", "tasks", "letters", "labelled", "classes", 1];
    assert.deepEqual(found.path, path);
    assert.deepEqual(found.fixes, [{ title: 'Change to "class 1"', edits: [{ kind: "set", path, value: "class 1" }] }]);
  });

  it("says that there are not so many classes", () => {
    assert.equal(
      formatProblem(problem(few(4))),
      "pets.transfer.json, target.labelled.classes: must be 3 or fewer, the number of classes, got 4",
    );
  });
});

describe("splitExamples, of numbers to predict,", () => {
  const numbers = (changes: Partial<SplitRequest> = {}) => ({
    labels: new Int32Array(50),
    classes: [],
    labelled: { fraction: 0.5 },
    validation: { fraction: 0.25 },
    ...changes,
  });

  it("draws from all examples alike", () => {
    const { train, validation, test } = split(numbers());
    assert.deepEqual([train.length, validation.length, test.length], [20, 5, 10]);
    assert.equal(new Set([...train, ...validation, ...test]).size, 35);
  });

  it("takes all that is not tested where all have labels", () => {
    assert.equal(split(numbers({ labelled: "all", validation: "none" })).train.length, 40);
  });

  it("says that there are no classes to count by", () => {
    assert.equal(
      formatProblem(problem(numbers({ labelled: { perClass: 5 } }))),
      'pets.transfer.json, target.labelled: must be { "fraction": number }, ' +
        "because the task predicts a number, which has no classes",
    );
    assert.equal(problem(numbers({ validation: { perClass: 5 } })).place, "target.validation");
    const found = problem(numbers({ labelled: { fraction: 0.5, classes: 2 }, place: ["source", "tasks", "ink"] }));
    assert.equal(found.place, "source.tasks.ink.labelled.classes");
    assert.equal(found.fixes?.[0]?.title, 'Remove "classes"');
  });

  it("says that there are too few examples", () => {
    assert.equal(
      formatProblem(problem(numbers({ labels: new Int32Array(1), validation: "none" }))),
      "pets.transfer.json, target.labelled: needs 1 for training, but there are 0 outside the 1 test examples; add examples",
    );
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

  it("judges every example where it is told so, whether all are trained on without labels or none is", () => {
    const grouped = split({ counts: [4, 3], labelled: "all", validation: "none", test: "all" });
    assert.deepEqual([...grouped.train], [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(grouped.test, grouped.train);
    const unseen = split({ counts: [1, 2], labelled: "none", validation: "none", test: "all" });
    assert.deepEqual([[...unseen.train], [...unseen.validation], [...unseen.test]], [[], [], [0, 1, 2]]);
  });
});
