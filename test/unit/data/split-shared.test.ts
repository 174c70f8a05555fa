import assert from "node:assert/strict";
import { splitExamples, type SplitRequest } from "../../../src/data/split";
import { formatProblem } from "../../../src/protocol/problem";

/** Of 120 examples of three classes in turn; all that are no test examples are labelled. */
function split({ test }: Pick<SplitRequest, "test">) {
  const result = splitExamples({
    labels: Int32Array.from({ length: 120 }, (_, row) => row % 3),
    classes: ["a", "b", "c"],
    labelled: "all",
    validation: "none",
    test,
    heldOut,
    splitSeed: 1,
    seed: 1,
    file: "pets.transfer.json",
  });
  if (!result.ok) assert.fail(formatProblem(result.problem));
  return result.split;
}

const heldOut = Int32Array.from([0, 1, 2, 3, 50, 51]);

describe("splitExamples beside another task on the same data", () => {
  it("takes its test examples for the test and trains on none of them", () => {
    const { train, validation, test } = split({ test: { fraction: 0.2 } });
    assert.deepEqual(test, heldOut);
    assert.equal(train.length + validation.length, 120 - heldOut.length);
    assert.deepEqual(
      [...train].filter((row) => heldOut.includes(row)),
      [],
    );
  });

  it("trains on none of them where its own test is another data set", () => {
    const { train, test } = split({ test: "none" });
    assert.equal(test.length, 0);
    assert.equal(train.length, 120 - heldOut.length);
  });
});
