import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CorrectionHistory } from "../../../../src/client/examples/correction-history";
import { correctionListSchema } from "../../../../src/protocol/corrections";
import { useTemporaryFolder } from "../../../fixtures/use-temporary-folder";

describe("the history of corrections", () => {
  const folder = useTemporaryFolder("corrections");
  const data = () => path.join(folder(), "pets");
  const list = () => `${data()}.corrections.json`;
  const read = () => correctionListSchema.parse(JSON.parse(readFileSync(list(), "utf8"))).corrections;
  const of = undefined;
  const cat = { example: "cat/1.png", was: "cat" };

  it("writes what is corrected, the last at the end, and one correction an example", async () => {
    const history = new CorrectionHistory();
    await history.change({ data: data(), examples: [cat], change: { to: "excluded" }, of });
    await history.change({
      data: data(),
      examples: [{ example: "dog/2.png", was: "dog" }],
      change: { to: "label", label: "cat" },
      of: "kind",
    });
    await history.change({ data: data(), examples: [cat], change: { to: "label", label: "dog" }, of });
    assert.deepEqual(read(), [
      { example: "dog/2.png", was: "dog", of: "kind", label: "cat" },
      { ...cat, label: "dog" },
    ]);
  });

  it("takes back step by step, and the first step leaves no list", async () => {
    const history = new CorrectionHistory();
    await history.change({ data: data(), examples: [cat], change: { to: "excluded" }, of });
    await history.change({ data: data(), examples: [cat], change: { to: "as-it-was" }, of });
    assert.equal(existsSync(list()), false);
    assert.equal(history.undoable, "cat/1.png: restored");
    await history.undo();
    assert.deepEqual(read(), [{ ...cat, excluded: true }]);
    await history.undo();
    assert.equal(existsSync(list()), false);
    assert.equal(history.undoable, undefined);
  });

  it("the label that an example has already is no correction", async () => {
    const history = new CorrectionHistory();
    await history.change({ data: data(), examples: [cat], change: { to: "label", label: "cat" }, of });
    assert.equal(existsSync(list()), false);
    assert.equal(history.undoable, undefined);
  });

  it("leaves alone what somebody else has changed since, and what is damaged", async () => {
    const history = new CorrectionHistory();
    await history.change({ data: data(), examples: [cat], change: { to: "excluded" }, of });
    const theirs = '{"version":1,"corrections":[]}';
    writeFileSync(list(), theirs);
    await assert.rejects(history.undo(), /was changed in the meantime, so nothing is undone/);
    assert.equal(readFileSync(list(), "utf8"), theirs);
    writeFileSync(list(), "{");
    await assert.rejects(
      history.change({ data: data(), examples: [cat], change: { to: "excluded" }, of }),
      /is damaged/,
    );
    assert.equal(readFileSync(list(), "utf8"), "{");
  });

  it("changes that come at once are all kept", async () => {
    const history = new CorrectionHistory();
    const names = ["a", "b", "c"];
    await Promise.all(
      names.map((example) =>
        history.change({ data: data(), examples: [{ example, was: "cat" }], change: { to: "excluded" }, of }),
      ),
    );
    assert.deepEqual(
      read().map(({ example }) => example),
      names,
    );
  });
});
