import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { weakSource } from "../../src/engine/findings";
import { formatProblem } from "../../src/protocol/problem";
import { experimentAt } from "../fixtures/experiment";

describe("weakSource", () => {
  const experiment = experimentAt("/somewhere/digits.transfer.json");
  const summary = { inputShape: [3], layers: [], head: "head", outputs: 10 };

  it("warns of a source model that hardly does more than guess", () => {
    assert.deepEqual(weakSource(experiment, { summary, accuracy: 0.196 }).map(formatProblem), [
      "digits.transfer.json, source.epochs: the source model recognises 19.6 % of held-out source examples, hardly more than guessing does; train it longer or at another rate before you judge the transfer",
    ]);
  });

  it("is content with one that has learnt something, and with one that does not say", () => {
    assert.deepEqual(weakSource(experiment, { summary, accuracy: 0.5 }), []);
    assert.deepEqual(weakSource(experiment, { summary }), []);
  });
});
