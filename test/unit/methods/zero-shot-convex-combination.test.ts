import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkExperiment } from "../../../src/experiment/check";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import { parseExperiment } from "../../../src/experiment/parse";
import type { RawExperiment } from "../../../src/experiment/raw";
import { hitsTable, homographsTable, wordsTable } from "../../../src/methods/zero-shot-convex-combination/parts";
import { predictionsText } from "../../../src/methods/zero-shot-convex-combination/predictions";

const good: RawExperiment = {
  method: "zero-shot-convex-combination",
  source: { model: "models/animals" },
  target: { dataset: "data/pictures" },
  semantics: { vectors: "vectors/glove", labels: ["lion", "sea horse"] },
  training: { seeds: [1, 2] },
  controls: ["shuffled-labels", "nearest-name"],
};

const vocabularyOf = (...words: string[]) => ({
  dimensions: 2,
  has: (word: string) => words.includes(word),
  suggestionsFor: (word: string) => words.filter((known) => known.startsWith(word.slice(0, 2))),
});

const factsOf = (words: readonly string[], classes: readonly string[] = ["tiger, Panthera tigris", "zebra"]) =>
  ({
    source: { inputShape: [8, 8, 3], layers: [], head: "head", outputs: classes.length, classes },
    semantics: { kind: "vectors", vectors: vocabularyOf(...words) },
  }) satisfies ExperimentFacts;

const everyWord = ["lion", "sea", "horse", "tiger", "zebra"];

function findingsOf(change: Partial<RawExperiment>, facts: ExperimentFacts): string[] {
  const text = JSON.stringify({ ...good, ...change });
  const { experiment, problems } = parseExperiment(text, "/lab/a.transfer.json");
  assert.ok(experiment !== undefined, JSON.stringify(problems));
  return checkExperiment(experiment, facts)
    .filter(({ code }) => code.startsWith("convex-combination/"))
    .map(({ severity, place, message }) => `${severity}: ${place ?? ""}: ${message}`);
}

const withLabels = (...labels: string[]) => ({ semantics: { vectors: "vectors/glove", labels } });

describe("the checks of the convex combination", () => {
  it("say nothing where every name has words of its own", () => {
    assert.deepEqual(findingsOf({ options: { top: 2 } }, factsOf(everyWord)), []);
  });

  it("want words for every candidate, and suggest known ones", () => {
    assert.deepEqual(
      findingsOf({ ...withLabels("lino", "zebra crossing"), options: { top: 1 }, controls: [] }, factsOf(everyWord)),
      [
        'error: semantics.labels[0]: must be a name of which a word is among the word vectors, got "lino"; use another name, perhaps with "lion"',
        'warning: semantics.labels[1]: "crossing" of "zebra crossing" is not among the word vectors, so that "zebra" alone stands for it; use another name',
      ],
    );
  });

  it("name candidates for which the same words stand", () => {
    assert.deepEqual(findingsOf({ ...withLabels("lion", "Lion"), options: { top: 2 } }, factsOf(everyWord)), [
      'warning: semantics.labels[0]: "lion" and "Lion" cannot be told apart: "lion" stands for each; use names that differ',
    ]);
  });

  it("say which candidates the classifier was taught", () => {
    assert.deepEqual(findingsOf({ ...withLabels("lion", "Tiger"), options: { top: 2 } }, factsOf(everyWord)), [
      'info: semantics.labels[1]: "Tiger" is a label of the source model itself, which was taught with examples; figures that count them are not zero-shot',
    ]);
  });

  it("take the classes of the target where no labels are typed, and name the data", () => {
    const facts = { ...factsOf(everyWord), targetData: { classes: ["lion", "gnu"] } };
    assert.deepEqual(findingsOf({ semantics: { vectors: "vectors/glove" }, options: { top: 2 } }, facts), [
      'error: target.dataset: must be a name of which a word is among the word vectors, got "gnu"; use another name',
    ]);
  });

  it("say which labels of the classifier are passed over, and want one that is not", () => {
    assert.deepEqual(findingsOf({ options: { top: 2 } }, factsOf(["lion", "sea", "horse", "tiger"])), [
      'info: source.model: 1 of 2 labels of the source model have no known word and are passed over: "zebra"',
    ]);
    assert.deepEqual(findingsOf({ options: { top: 2 } }, factsOf(["lion", "sea", "horse"])), [
      'error: source.model: must have labels with known words, and none of "tiger, Panthera tigris", "zebra" is among the word vectors; use other vectors, or a model whose labels are words',
    ]);
  });

  it("show labels of the classifier that have the same words", () => {
    const facts = factsOf([...everyWord, "crane"], ["crane", "tiger", "crane, Grus grus"]);
    assert.deepEqual(findingsOf({ options: { top: 2 } }, facts), [
      'info: source: some labels of the source model have the same words, of which the vectors know one meaning: "crane" and "crane, Grus grus"',
    ]);
  });

  it("want a model that names its classes", () => {
    const { source, ...others } = factsOf(everyWord);
    const { inputShape, layers, head, outputs } = source;
    const nameless = { inputShape, layers, head, outputs };
    assert.deepEqual(findingsOf({}, { ...others, source: nameless }), [
      'error: source.model: must be a model that names its classes, because their words are combined; "Get Source Model…" installs one',
    ]);
  });

  it("point out that T = 1 is the nearest name, and that more labels than there are do nothing", () => {
    assert.deepEqual(findingsOf({ options: { top: 1 } }, factsOf(everyWord)), [
      'info: controls: "nearest-name" is the same as the method itself, because top is 1; it costs time and shows nothing',
    ]);
    assert.deepEqual(findingsOf({ options: { top: 3 } }, factsOf(everyWord)), [
      "info: options.top: is 3, and the source model has 2 labels, so that all of them are combined; 10 is usual",
    ]);
  });
});

const named = (name: string, ...words: string[]) => ({ name, words, synonym: name, unknown: [] });

describe("what a convex combination shows", () => {
  it("is how often the name is right, with the labels of the classifier and without, beside chance", () => {
    const candidates = ["a", "b"].map((name) => ({ ...named(name, name), vector: [1] }));
    const competitors = [{ ...named("c", "c"), vector: [1] }];
    const judged = {
      alone: [
        [0, 1],
        [1, 0],
      ],
      amongSeen: [
        [2, 0, 1],
        [1, 2, 0],
      ],
      labels: Int32Array.of(0, 1),
    };
    const { rows } = hitsTable(judged, { candidates, competitors });
    const means = rows.map(({ title, cells }) => [title, ...cells.map((cell) => (cell as { mean: number }).mean)]);
    assert.deepEqual(means, [
      ["among 2 candidates", 1, 1, 1 / 2, 1, 0],
      ["with 1 labels of the source among them", 1 / 2, 1, 1 / 3, 1, 1 / 2],
    ]);
  });

  it("is which words stand for each candidate, and why", () => {
    const candidates = [
      named("lion", "lion"),
      named("sea horse", "sea", "horse"),
      { ...named("gnu goat", "goat"), unknown: ["gnu"] },
      named("billy", "goat"),
    ];
    assert.deepEqual(
      wordsTable(candidates).rows.map(({ title, cells }) => [title, ...cells]),
      [
        ["lion", "lion", ""],
        ["sea horse", "sea, horse", "mean of the words"],
        ["gnu goat", "goat", "unknown: gnu; same as billy"],
        ["billy", "goat", "same as gnu goat"],
      ],
    );
  });

  it("is a table of homographs only where there are some", () => {
    assert.deepEqual(homographsTable([named("lion", "lion")]), []);
    const [table] = homographsTable([named("crane, bird", "crane"), named("crane", "crane")]);
    assert.deepEqual(table?.rows, [{ title: "crane", cells: ["crane, bird · crane"] }]);
  });

  it("is a file of the best names of each example, in which names may have commas", () => {
    const text = predictionsText({
      names: ["tiger, cat", "zebra"],
      nameOf: (example) => `p/${example}.png`,
      classOf: (example) => (example === 0 ? "zebra" : undefined),
      rankings: [
        [1, 0],
        [0, 1],
      ],
      cosines: [Float32Array.of(0.25, 0.5), Float32Array.of(0.75, -0.5)],
    });
    assert.equal(
      text,
      'example,class,name 1,cosine 1,name 2,cosine 2\np/0.png,zebra,zebra,0.5000,"tiger, cat",0.2500\np/1.png,,"tiger, cat",0.7500,zebra,-0.5000\n',
    );
  });
});
