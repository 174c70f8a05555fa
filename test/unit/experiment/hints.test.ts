import assert from "node:assert/strict";
import { hintsFor, placedHints, type Hint } from "../../../src/experiment/hints";
import type { ExperimentFacts } from "../../../src/experiment/check";
import { parseExperiment } from "../../../src/experiment/parse";

const digits = ["0", "1", "2"];
const pictures = { classes: digits, count: 300, counts: [100, 100, 100], shape: [28, 28, 1] };
const facts: ExperimentFacts = { sourceData: pictures, targetData: { ...pictures, classes: [...digits, "3"] } };
const quiet = {
  method: "fine-tuning",
  source: { dataset: "s", architecture: "small-convnet" },
  target: { dataset: "d" },
};

function hints(parts: object, known: ExperimentFacts = facts): Hint[] {
  const { experiment, problems } = parseExperiment(JSON.stringify({ ...quiet, ...parts }), "a.transfer.json");
  assert.deepEqual(problems, []);
  assert.ok(experiment);
  return hintsFor(experiment, known);
}

const layersOf = (pattern: string, state: string, known?: ExperimentFacts) =>
  hints({ layers: { [pattern]: state } }, known).flatMap((hint) => (hint.kind === "layers" ? hint.layers : []));

const ratesOf = (parts: object, known?: ExperimentFacts) =>
  hints(parts, known).flatMap((hint) =>
    hint.kind === "rates" ? [...hint.layers.map(({ name, rate, from }) => [name, rate, from]), ["end", hint.end]] : [],
  );

describe("the hints of a layer's line", () => {
  it("are the shape that the layer gives and its weights", () => {
    assert.deepEqual(layersOf("conv2", "frozen"), [
      { name: "conv2", state: "frozen", outputShape: [14, 14, 32], parameters: 16 * 32 * 9 + 32 },
    ]);
  });

  it("are those of all layers that a pattern means, also where another line decides about one", () => {
    const [hint] = hints({ layers: { conv1: "frozen", "conv*": "train" } }).filter(
      ({ path }) => path.at(-1) === "conv*",
    );
    assert.ok(hint?.kind === "layers");
    assert.deepEqual(
      hint.layers.map(({ name, state }) => `${name} ${state}`),
      ["conv1 frozen", "conv2 train", "conv3 train"],
    );
    assert.equal(hint.state, "train");
  });

  it("count a new head by the classes of the target", () => {
    assert.deepEqual(layersOf("head", "new"), [
      { name: "head", state: "new", outputShape: [4], parameters: (64 + 1) * 4 },
    ]);
  });

  it("leave open what depends on a size that is not known yet", () => {
    const unknown = { ...facts, sourceData: { classes: digits, kind: "image-folder" as const } };
    assert.deepEqual(layersOf("conv1", "frozen", unknown), [
      { name: "conv1", state: "frozen", outputShape: [null, null, 16], parameters: undefined },
    ]);
    assert.deepEqual(layersOf("conv2", "frozen", unknown), [
      { name: "conv2", state: "frozen", outputShape: [null, null, 32], parameters: 4640 },
    ]);
  });

  it("are none for a name that no layer has", () => {
    assert.deepEqual(layersOf("conv7", "frozen"), []);
  });
});

describe("the hints of a learning rate", () => {
  const rate = (learningRate: number) => ({ training: { optimizer: { learningRate }, epochs: 10 } });

  it("are the layers that it is the rate of", () => {
    assert.deepEqual(ratesOf({ ...rate(0.001), layers: { "conv*": "frozen" } }), [
      ["dense1", 0.001, 1],
      ["head", 0.001, 1],
      ["end", 1],
    ]);
  });

  it("are smaller towards the input where the rates are discriminative", () => {
    assert.deepEqual(ratesOf({ ...rate(0.008), layers: { "conv*": "frozen" }, options: { rateDecay: 2 } }), [
      ["dense1", 0.004, 1],
      ["head", 0.008, 1],
      ["end", 1],
    ]);
  });

  it("say from which epoch on a layer learns", () => {
    const gradual = {
      ...rate(0.001),
      layers: { "conv*": "frozen" },
      options: { headEpochs: 3, gradualUnfreezing: true },
    };
    // The head is new, and half of the epochs behind the first three let the other layer join.
    assert.deepEqual(ratesOf(gradual), [
      ["dense1", 0.001, 7],
      ["head", 0.001, 1],
      ["end", 1],
    ]);
  });

  it("say what is left of a rate that falls", () => {
    const adversarial = { ...rate(0.01), method: "domain-adversarial" };
    assert.deepEqual(ratesOf(adversarial), [["end", 11 ** -0.75]]);
    assert.deepEqual(ratesOf({ ...adversarial, options: { schedule: "fixed" } }), []);
  });
});

describe("the hints of an amount", () => {
  it("are the examples that it comes to", () => {
    const target = { dataset: "d", labelled: { perClass: 10 }, validation: { perClass: 2 }, test: { fraction: 0.25 } };
    assert.deepEqual(hints({ target }, { targetData: pictures })[0], {
      ...{ kind: "examples", path: ["target", "labelled"] },
      ...{ train: 30, validation: 6, test: 75, classes: 3 },
    });
  });

  it("leave out what other data decide", () => {
    const target = { dataset: "d", labelled: { perClass: 10 }, test: { dataset: "e" } };
    const [hint] = hints({ target }, { targetData: { classes: digits } });
    assert.deepEqual(hint, { kind: "examples", path: ["target", "labelled"], train: 30, validation: 6, classes: 3 });
    const unknown = hints({ target: { dataset: "d" } }, { targetData: { classes: digits } });
    assert.deepEqual(
      unknown.filter(({ kind }) => kind === "examples"),
      [],
    );
  });
});

describe("placedHints", () => {
  const hint: Hint = { kind: "rates", path: ["training", "optimizer", "learningRate"], layers: [], end: 0.5 };
  const shownIn = (text: string) => placedHints(text, [hint]).map(({ offset }) => text.slice(0, offset));

  it("stand behind the value, and behind its comma", () => {
    const before = '{ "training": { "optimizer": { "learningRate": 0.1';
    assert.deepEqual(shownIn(`${before}, "name": "sgd" } } }`), [`${before},`]);
    assert.deepEqual(shownIn(`${before} /* small */, "name": "sgd" } } }`), [before]);
    assert.deepEqual(shownIn(`${before} } } } // end`), [before]);
  });

  it("are none where the file has no such line", () => {
    assert.deepEqual(shownIn('{ "training": {} }'), []);
    assert.deepEqual(shownIn(""), []);
  });
});
