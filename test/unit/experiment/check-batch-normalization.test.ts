import assert from "node:assert/strict";
import { checkBatchNormalization } from "../../../src/experiment/check-batch-normalization";
import { parseExperiment } from "../../../src/experiment/parse";
import { untrainedNetwork } from "../../../src/experiment/untrained-network";
import { architectureById } from "../../../src/models/architectures";

const resnet = architectureById("small-resnet");

function found(layers: Readonly<Record<string, string>>) {
  assert.ok(resnet);
  const network = untrainedNetwork(resnet, { shape: [32, 32, 3], size: undefined, outputs: 2 });
  const text = JSON.stringify({ method: "fine-tuning", source: { model: "m" }, target: { dataset: "d" }, layers });
  const { experiment } = parseExperiment(text, "a.transfer.json");
  assert.ok(experiment);
  return checkBatchNormalization(experiment, { network, sourceClasses: ["a", "b"], targetClasses: ["c", "d"] });
}

describe("checkBatchNormalization", () => {
  it("is said of the rule that freezes the layers before, and freezes by one pattern what it can", () => {
    const [finding, ...others] = found({ "block*_conv*": "frozen" });
    assert.deepEqual(others, []);
    assert.deepEqual(finding?.path, ["layers", "block*_conv*"]);
    assert.match(
      finding.message,
      /^lets 6 batch normalisations train behind frozen layers \("block1_bn1" behind "block1_conv1", …\)/,
    );
  });

  it("freezes by names where no pattern means them alone", () => {
    const [finding] = found({ conv1: "frozen", block1_conv1: "frozen" });
    const edits = finding?.fixes?.flatMap((fix) => fix.edits.map(({ path }) => path.at(-1)));
    assert.deepEqual(edits, ["conv1_bn"]);
  });

  it("is said of the rule that lets them train", () => {
    const [finding] = found({ "*": "frozen", "*_bn": "train" });
    assert.deepEqual(finding?.path, ["layers", "*_bn"]);
  });

  it("is not said where a trained part begins with new or trained layers", () => {
    assert.deepEqual(found({ "conv1*": "frozen", "block1*": "frozen" }), []);
    assert.deepEqual(found({ "*_conv*": "frozen", "*bn*": "new", conv1: "frozen" }), []);
    assert.deepEqual(found({}), []);
  });
});
