import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits, editsOf, locate } from "../../../src/experiment/edit";
import type { FileEdit } from "../../../src/protocol/problem";

const text = `{
    // which layers
    "layers": {
        "covn1": "frozen", // the edges
        "head": "new"
    },
    "training": { "seeds": [1, 1, 2] }
}
`;

const edits: FileEdit[] = [
  { kind: "rename", path: ["layers", "covn1"], key: "conv1" },
  { kind: "set", path: ["layers", "head"], value: "train" },
  { kind: "set", path: ["controls"], value: ["scratch"] },
  { kind: "set", path: ["training", "seeds"], value: [1, 2] },
  { kind: "remove", path: ["layers", "head"] },
  { kind: "remove", path: ["training"] },
];

describe("applyEdits", () => {
  it("renames a key and keeps its value and comments", () => {
    const renamed = applyEdits(text, edits.slice(0, 1));
    assert.equal(renamed, text.replace('"covn1"', '"conv1"'));
  });

  it("sets a value and keeps everything else", () => {
    assert.equal(applyEdits(text, edits.slice(1, 2)), text.replace('"head": "new"', '"head": "train"'));
  });

  it("sets a list without spreading it over lines", () => {
    const set = applyEdits(text, [{ kind: "set", path: ["training", "seeds"], value: [1, 2] }]);
    assert.equal(set, text.replace("[1, 1, 2]", "[1, 2]"));
  });

  it("adds a key to an object on one line there, and what it adds stays on one line too", () => {
    const path = ["training", "optimizer", "learningRate"];
    const added = applyEdits(text, [{ kind: "set", path, value: 0.01 }]);
    assert.equal(added, text.replace("[1, 1, 2] }", '[1, 1, 2], "optimizer": { "learningRate": 0.01 } }'));
  });

  it("adds a key with the indentation of the file", () => {
    const added = applyEdits(text, [{ kind: "set", path: ["layers", "conv2"], value: "train" }]);
    assert.equal(added, text.replace('"head": "new"', '"head": "new",\n        "conv2": "train"'));
  });

  it("removes a key and keeps the comments of the others", () => {
    const removed = applyEdits(text, [{ kind: "remove", path: ["layers", "head"] }]);
    assert.equal(removed, text.replace('"frozen", // the edges\n        "head": "new"\n', '"frozen" // the edges\n'));
  });

  it("removes a key with its line and the comment at its end", () => {
    const removed = applyEdits(text, [{ kind: "remove", path: ["layers", "covn1"] }]);
    assert.equal(removed, text.replace('        "covn1": "frozen", // the edges\n', ""));
  });

  it("removes a key from the middle of a line", () => {
    const removed = applyEdits('{ "a": 1, "b": 2, "c": 3 }', [{ kind: "remove", path: ["b"] }]);
    assert.equal(removed, '{ "a": 1, "c": 3 }');
  });

  it("removes the only key", () => {
    assert.equal(applyEdits('{ "a": 1 }', [{ kind: "remove", path: ["a"] }]), "{ }");
  });

  it("removes an element of a list", () => {
    const removed = applyEdits('{ "a": [1, 2] }', [{ kind: "remove", path: ["a", 0] }]);
    assert.equal(removed, '{ "a": [2] }');
  });

  it("leaves the text alone where the key to rename is gone", () => {
    assert.equal(applyEdits(text, [{ kind: "rename", path: ["layers", "conv7"], key: "conv1" }]), text);
  });

  it("keeps the line ends of the file", () => {
    const windows = text.replaceAll("\n", "\r\n");
    const added = applyEdits(windows, [{ kind: "set", path: ["notes"], value: "x" }]);
    assert.ok(!/[^\r]\n/.test(added));
  });
});

describe("editsOf", () => {
  it("gives edits of the original text with the result of applyEdits, whatever the edits", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(edits), (chosen) => {
        const [edit] = editsOf(text, chosen);
        const edited =
          edit === undefined ? text : text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length);
        assert.equal(edited, applyEdits(text, chosen));
      }),
    );
  });

  it("touches only what changes", () => {
    assert.deepEqual(editsOf(text, edits.slice(1, 2)), [{ offset: text.indexOf('new"'), length: 3, text: "train" }]);
  });
});

describe("locate", () => {
  const shown = (path: (string | number)[], atKey?: boolean) => {
    const { offset, length } = locate(text, path, atKey);
    return text.slice(offset, offset + length);
  };

  it("finds a value and its key", () => {
    assert.equal(shown(["layers", "covn1"]), '"frozen"');
    assert.equal(shown(["layers", "covn1"], true), '"covn1"');
    assert.equal(shown(["training", "seeds", 2]), "2");
    assert.equal(shown(["training", "seeds", 2], true), "2");
  });

  it("finds the key of the object around a missing value", () => {
    assert.equal(shown(["layers", "conv7"]), '"layers"');
    assert.equal(shown(["controls"]), "{");
  });

  it("finds the opening brace of a file that lacks a key", () => {
    assert.equal(shown([], true), "{");
    assert.deepEqual(locate("", ["method"]), { offset: 0, length: 0 });
  });
});
