import assert from "node:assert/strict";
import { hintTable, hintText, type HintWords } from "../../../src/experiment/hint-text";
import type { Hint } from "../../../src/experiment/hints";

const words: HintWords = {
  number: String,
  parameters: (count) => `${count} parameters`,
  layers: (count) => `${count} layers`,
  frozen: (count) => `${count} frozen`,
  decidedElsewhere: (count) => `${count} elsewhere`,
  inLayers: (count) => `in ${count}`,
  settled: (epoch) => `all from ${epoch}`,
  from: (epoch) => `from ${epoch}`,
  falls: (percent) => `to ${percent} %`,
  train: (count, classes = "no") => `${count} of ${classes} classes`,
  validate: (count) => `${count} validate`,
  test: (count) => `${count} test`,
};

const layer = (name: string, state: "frozen" | "train" | "new", parameters?: number) => ({
  ...{ name, state, parameters },
  outputShape: [null, 4],
});
const layers = (...all: ReturnType<typeof layer>[]): Hint => ({
  kind: "layers",
  path: [],
  state: "train",
  layers: all,
});
const rates = (end: number, ...all: (readonly [string, number, number])[]): Hint => ({
  ...{ kind: "rates", path: [], end },
  layers: all.map(([name, rate, from]) => ({ name, rate, from })),
});
const text = (hint: Hint) => hintText(hint, words);

describe("hintText", () => {
  it("says of one layer what it gives, and leaves out what is not known", () => {
    assert.equal(text(layers(layer("a", "train", 12))), "→ ?×4 · 12 parameters");
    assert.equal(text(layers(layer("a", "train"))), "→ ?×4");
  });

  it("says of several how many they are, their weights, and which of them other lines decide about", () => {
    const all = [layer("a", "frozen", 1), layer("b", "train", 2), layer("c", "new", 4)];
    assert.equal(text(layers(...all)), "3 layers · 7 parameters · 1 frozen · 1 elsewhere");
    assert.equal(text(layers(layer("a", "train"), layer("b", "train", 2))), "2 layers");
  });

  it("says of a rate where it holds, or what it comes to", () => {
    assert.equal(text(rates(1, ["a", 0.1, 1], ["b", 0.1, 4])), "in 2 · all from 4");
    assert.equal(text(rates(0.5, ["a", 0.0012345, 1], ["b", 0.1, 1])), "a 0.0012 · b 0.1 · to 50 %");
    const many = ["a", "b", "c", "d"].map((name, index) => [name, (index + 1) / 10, 1] as const);
    assert.equal(text(rates(1, ...many)), "a 0.1 … d 0.4");
    assert.equal(text(rates(0.17)), "to 17 %");
  });

  it("says how many examples there are of each use", () => {
    const hint = { kind: "examples" as const, path: [], train: 9, validation: 0, classes: 3 };
    assert.equal(text(hint), "9 of 3 classes");
    assert.equal(text({ ...hint, validation: 2, test: 5, classes: 0 }), "9 of no classes · 2 validate · 5 test");
  });
});

describe("hintTable", () => {
  it("lists several layers in columns, of very many the first", () => {
    assert.equal(
      hintTable(layers(layer("long", "frozen", 1), layer("b", "train", 2)), words),
      "long  frozen  → ?×4 · 1 parameters\nb     train   → ?×4 · 2 parameters",
    );
    assert.equal(hintTable(rates(1, ["a", 0.1, 1], ["bc", 0.2, 3]), words), "a   0.1\nbc  0.2  from 3");
    const many = Array.from({ length: 300 }, (_, index) => layer(`l${index}`, "train", 1));
    assert.equal(hintTable(layers(...many), words)?.split("\n").length, 41);
  });

  it("is none where there is no more to say", () => {
    assert.equal(hintTable(layers(layer("a", "train", 1)), words), undefined);
  });
});
