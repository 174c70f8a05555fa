import assert from "node:assert/strict";
import { homographs, synonymsOf, wordsFor } from "../../../../src/data/semantics/class-names";

const vocabularyOf = (...words: string[]) => new Set(words);
const wordsOf = (name: string, ...known: string[]) => wordsFor(name, vocabularyOf(...known)).words;

describe("wordsFor", () => {
  it("takes the first synonym that is one known word", () => {
    assert.deepEqual(wordsOf("house finch, linnet, Carpodacus mexicanus", "house", "finch", "linnet"), ["linnet"]);
    assert.deepEqual(wordsOf("water ouzel, dipper", "water", "dipper"), ["dipper"]);
    assert.deepEqual(wordsOf("Gordon, hound", "hound"), ["hound"]);
  });

  it("takes the known words of the first synonym together where no synonym is one known word", () => {
    const found = wordsFor("tailed frog, bell toad, Ascaphus trui", vocabularyOf("tailed", "frog", "bell", "toad"));
    assert.deepEqual(found, {
      name: "tailed frog, bell toad, Ascaphus trui",
      words: ["tailed", "frog"],
      synonym: "tailed frog",
      unknown: [],
    });
  });

  it("does not prefer a hyphenated synonym to a name of several words", () => {
    const known = ["great", "white", "shark", "man-eater"];
    assert.deepEqual(wordsOf("great white shark, man-eater", ...known), ["great", "white", "shark"]);
  });

  it("looks a hyphenated word up as it is, then as its parts", () => {
    assert.deepEqual(wordsOf("go-kart", "go-kart", "go", "kart"), ["go-kart"]);
    assert.deepEqual(wordsOf("black-footed ferret", "black", "footed", "ferret"), ["black", "footed", "ferret"]);
  });

  it("leaves out words that only join others, and possessives", () => {
    assert.deepEqual(wordsOf("the carpenter's box of tools", "the", "of", "carpenter", "box", "tools"), [
      "carpenter",
      "box",
      "tools",
    ]);
    assert.deepEqual(wordsOf("jack-o'-lantern", "jack", "lantern"), ["jack", "lantern"]);
  });

  it("says which words are unknown, beside those that stand for the class", () => {
    const { words, unknown } = wordsFor("axolotl salamander", vocabularyOf("salamander"));
    assert.deepEqual([words, unknown], [["salamander"], ["axolotl"]]);
  });

  it("has no words for a class of which none is known, and names those of its first synonym", () => {
    const { words, synonym, unknown } = wordsFor("Snark hunter, Boojum", vocabularyOf("cat"));
    assert.deepEqual([words, synonym, unknown], [[], "snark hunter", ["snark", "hunter"]]);
  });

  it("reads the name of a folder, whose spaces may be underscores, whatever its capitals", () => {
    assert.deepEqual(wordsOf("Guinea_Pig", "guinea", "pig"), ["guinea", "pig"]);
  });

  it("has no words for a name that is empty", () => {
    assert.deepEqual(wordsFor(" , ", vocabularyOf("cat")), { name: " , ", words: [], synonym: "", unknown: [] });
  });
});

describe("synonymsOf", () => {
  it("splits at commas and evens out spaces and capitals", () => {
    assert.deepEqual(synonymsOf("Great  White_Shark , white shark,"), ["great white shark", "white shark"]);
  });
});

describe("homographs", () => {
  it("are classes for which the same words stand, in whatever order", () => {
    const classes = [["crane"], ["maillot", "suit"], ["crane"], ["heron"], ["suit", "maillot"]];
    assert.deepEqual(homographs(classes.map((words) => ({ words }))), [
      [0, 2],
      [1, 4],
    ]);
  });

  it("are not classes that have no words", () => {
    assert.deepEqual(homographs([{ words: [] }, { words: [] }]), []);
  });
});
