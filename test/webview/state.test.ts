import assert from "node:assert/strict";
import { emptyPanel, reduce } from "../../webview-ui/state";
import type { PanelState } from "../../webview-ui/state";
import { failedView, runningView } from "./sample-view";

const shown = (rows = 10): PanelState => reduce(emptyPanel, { type: "view", view: runningView(rows) });

describe("the state of the panel", () => {
  it("is the view that the editor sends", () => {
    assert.deepEqual(shown().view, runningView(10));
  });

  it("gains the rows that arrive, in their order", () => {
    const all = runningView(25).rows;
    const state = reduce(shown(10), { type: "rows", rows: all.slice(10) });
    assert.deepEqual(state.view?.rows, all);
  });

  it("leaves rows out that come before the view, because the view will hold them", () => {
    assert.deepEqual(reduce(emptyPanel, { type: "rows", rows: runningView(3).rows }), emptyPanel);
  });

  it("replaces what the method shows by what it shows now", () => {
    const part = { type: "table" as const, id: "kept", title: "Kept", describe: "", columns: [], rows: [] };
    const first = reduce(shown(), { type: "parts", parts: [part, { ...part, id: "lost" }] });
    const second = reduce(first, { type: "parts", parts: [part] });
    assert.deepEqual(second.view?.parts, [part]);
    assert.deepEqual(second.view.rows, shown().view?.rows);
  });

  it("takes state and stage together, so that a state without a stage ends the stage", () => {
    const state = reduce(shown(), { type: "state", state: "stopped" });
    assert.equal(state.view?.state, "stopped");
    assert.equal(state.view.stage, undefined);
  });

  it("remembers what was asked until the state changes", () => {
    const asked: PanelState = { ...shown(), asked: "stop" };
    const still = reduce(asked, { type: "state", state: "running", stage: { text: "Training" } });
    assert.equal(still.asked, "stop");
    assert.equal(reduce(still, { type: "state", state: "stopped" }).asked, undefined);
  });

  it("adds a problem to those it knows, and takes it as the answer to what was asked", () => {
    const [problem] = failedView().problems;
    const state = reduce({ ...shown(), asked: "pause" }, { type: "problem", problem });
    assert.deepEqual(state.view?.problems, [problem]);
    assert.equal(state.asked, undefined);
  });

  for (const wrong of [null, 7, "view", {}, { type: "unknown" }, { type: "rows", rows: [{ type: "step" }] }]) {
    it(`keeps everything and says so when it is sent ${JSON.stringify(wrong)}`, () => {
      const before = shown();
      const after = reduce(before, wrong);
      assert.equal(after.view, before.view);
      assert.ok(after.unreadable);
    });
  }
});
