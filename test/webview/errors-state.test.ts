import assert from "node:assert/strict";
import { chosenResults, timesOf } from "../../webview-ui/examples/results";
import { emptyErrors, reduceErrors } from "../../webview-ui/examples/page-state";
import { isInside, nearestTo, neighbour, placing, type Point } from "../../webview-ui/examples/map-geometry";
import { errorsView } from "./errors-view";

describe("the choice of examples", () => {
  const { predictions } = errorsView();

  it("counts each answer of each seed once, as the confusion matrix does", () => {
    const all = chosenResults(predictions, { truth: "any", predicted: "any", seed: "any" });
    assert.deepEqual([all.length, timesOf(all)], [36, 72]);
    const cell = chosenResults(predictions, { truth: 2, predicted: 0, seed: "any" });
    assert.deepEqual(
      cell.map(({ name, answers }) => [name, answers.map(({ seed }) => seed)]),
      [["newt/5.png", [2]]],
    );
  });

  it("a cell of a class that there is not gives all mistakes", () => {
    const shown = reduceErrors(emptyErrors, { type: "view", view: errorsView() });
    const { choice } = reduceErrors(shown, { type: "cell", cell: { truth: "cat", predicted: "bird" } });
    assert.deepEqual(choice, { truth: "any", predicted: "wrong", seed: "any" });
  });

  it("a message of the wrong form changes nothing but the note", () => {
    const shown = reduceErrors(emptyErrors, { type: "view", view: errorsView() });
    const next = reduceErrors(shown, { type: "view", view: { experiment: 1 } });
    assert.match(next.unreadable ?? "", /^view\./);
    assert.deepEqual({ ...next, unreadable: undefined }, shown);
  });
});

describe("the geometry of the map", () => {
  const square: Point[] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ];

  it("knows what a lasso encloses", () => {
    assert.deepEqual(
      (
        [
          [5, 5],
          [11, 5],
          [-1, -1],
        ] as Point[]
      ).map((point) => isInside(point, square)),
      [true, false, false],
    );
  });

  it("goes to the nearest example in the direction of an arrow, and stays at the edge", () => {
    const points: Point[] = [
      [0, 0],
      [4, 1],
      [9, 0],
      [0, 5],
    ];
    assert.equal(neighbour([0, 0], points, "ArrowRight"), 1);
    assert.equal(neighbour([0, 0], points, "ArrowDown"), 3);
    assert.equal(neighbour([9, 0], points, "ArrowRight"), undefined);
  });

  it("means the nearest example within reach", () => {
    assert.equal(nearestTo([9, 9], square, 5), 2);
    assert.equal(nearestTo([30, 30], square, 5), undefined);
  });

  it("draws both axes in one measure, with up upwards", () => {
    const place = placing(
      [
        [0, 0],
        [2, 1],
      ],
      { width: 120, height: 120, margin: 10 },
    );
    assert.deepEqual(
      [place([0, 0]), place([2, 1])],
      [
        [10, 85],
        [110, 35],
      ],
    );
  });
});
