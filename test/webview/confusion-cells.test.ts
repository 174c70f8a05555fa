import assert from "node:assert/strict";
import { usePanel } from "./harness";
import { finishedView } from "./sample-view";

describe("the cells of the confusion matrix", () => {
  const panel = usePanel();
  const wrongCells = () => panel().page.locator(".confusion button.wrong");

  it("show their examples when they are chosen, by keyboard too", async () => {
    await panel().open();
    await panel().show(finishedView());
    const name = (await wrongCells().first().getAttribute("aria-label")) ?? "";
    const [, truth = "", predicted = ""] = / of (.+) taken for (.+): show/.exec(name) ?? [];
    await wrongCells().first().focus();
    await panel().page.keyboard.press("Enter");
    await panel().postsLast({ type: "open-examples", truth, predicted });
    assert.notEqual(truth, predicted);
  });

  it("of nothing are no buttons", async () => {
    await panel().open();
    await panel().show(finishedView());
    assert.equal(await panel().page.locator(".confusion button.zero").count(), 0);
    assert.ok((await panel().page.locator(".confusion span.zero").count()) > 0);
  });
});
