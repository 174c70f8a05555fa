import assert from "node:assert/strict";
import { walk, type Outcome, type Position, type Step } from "../../../src/host/scaffold/walk";

/** Steps that answer as they are told, in the order in which they are asked. */
function scripted(...script: readonly (readonly [step: number, outcome: Outcome])[]) {
  const asked: Position[] = [];
  const rest = [...script];
  const step =
    (number: number): Step =>
    (position) => {
      asked.push(position);
      const [expected, outcome] = rest.shift() ?? [undefined, "cancelled" as const];
      assert.equal(expected, number);
      return Promise.resolve(outcome);
    };
  return { steps: [step(1), step(2), step(3)], asked };
}

describe("walk", () => {
  it("asks every step once, in order, and says where each stands", async () => {
    const { steps, asked } = scripted([1, "answered"], [2, "answered"], [3, "answered"]);
    assert.equal(await walk(steps), true);
    assert.deepEqual(asked, [
      { step: 1, total: 3, canGoBack: false },
      { step: 2, total: 3, canGoBack: true },
      { step: 3, total: 3, canGoBack: true },
    ]);
  });

  it("going back passes over the steps that were skipped", async () => {
    const { steps } = scripted(
      [1, "answered"],
      [2, "skipped"],
      [3, "back"],
      [1, "answered"],
      [2, "answered"],
      [3, "answered"],
    );
    assert.equal(await walk(steps), true);
  });

  it("leaving at any step ends the dialog without an answer", async () => {
    const { steps } = scripted([1, "answered"], [2, "cancelled"]);
    assert.equal(await walk(steps), false);
  });
});
