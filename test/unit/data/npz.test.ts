import assert from "node:assert/strict";
import path from "node:path";
import { zipSync } from "fflate";
import { openDataset } from "../../../src/data/open";
import type { Interpretation } from "../../../src/data/types";
import { messageOf, npy, npz, rounded, withData } from "./helpers";

const base = path.join(import.meta.dirname, "../../fixtures/data");
const Y = npy("<i4", [2], Int32Array.of(1, 0));
const X = npy("<f4", [2, 2], Float32Array.of(1, 2, 3, 4));

describe("an NPZ file", () => {
  it("of NumPy's own savez is a table with text labels", async () => {
    const data = await openDataset("numpy-stored.npz", { base });
    assert.equal(data.kind, "npz");
    assert.deepEqual(data.columns, ["f0", "f1", "f2"]);
    assert.deepEqual(data.classes, ["cat", "dog"]);
    assert.deepEqual([...data.labels], [0, 1, 0, 1]);
    assert.deepEqual(await data.read([3, 0]), Float32Array.of(2.25, 2.5, 2.75, 0, 0.25, 0.5));
  });

  it("of NumPy's own savez_compressed has pictures and integer labels, and names what is left out", async () => {
    const data = await openDataset("numpy-compressed.npz", { base });
    assert.deepEqual(data.shape, [3, 2, 1]);
    assert.deepEqual(data.classes, ["3", "7"]);
    assert.deepEqual([...data.labels], [1, 0, 1, 0]);
    assert.deepEqual(
      await data.read([1]),
      Float32Array.from([6, 7, 8, 9, 10, 11], (value) => value / 255),
    );
    assert.deepEqual(
      data.notes.map((note) => note.message),
      ['uses "images" and "labels" and leaves out "extra"'],
    );
  });

  const numbers: [dtype: string, values: NodeJS.TypedArray][] = [
    ["|u1", Uint8Array.of(0, 1, 200)],
    ["|i1", Int8Array.of(0, 1, -100)],
    ["<i2", Int16Array.of(0, 1, -300)],
    ["<u2", Uint16Array.of(0, 1, 60000)],
    ["<i4", Int32Array.of(0, 1, -70000)],
    ["<i8", BigInt64Array.of(0n, 1n, -5n)],
    ["<f4", Float32Array.of(0, 1, 0.5)],
    ["<f8", Float64Array.of(0, 1, -0.25)],
  ];
  for (const [dtype, values] of numbers) {
    it(`reads numbers of type ${dtype}`, async () => {
      const file = npz({ x: npy(dtype, [3, 1], values), y: npy("|b1", [3], Uint8Array.of(0, 1, 1)) });
      await withData({ "a.npz": file }, "a.npz", async (data) => {
        assert.deepEqual(await data.read([0, 1, 2]), Float32Array.from(Array.from(values, Number)));
      });
    });
  }

  it("reads big-endian numbers", async () => {
    const x = npy(">f4", [2, 1], new Uint8Array(Buffer.from("3f800000c0000000", "hex")));
    await withData({ "a.npz": npz({ x, y: Y }) }, "a.npz", async (data) => {
      assert.deepEqual(await data.read([0, 1]), Float32Array.of(1, -2));
    });
  });

  it("takes real pixel values up to 1 as they are, and larger ones for 0..255, and says which", async () => {
    const of = (...values: number[]) => npz({ x: npy("<f4", [2, 1, 1], Float32Array.from(values)), y: Y });
    await withData({ "a.npz": of(0.5, 0.75) }, "a.npz", async (data) => {
      assert.deepEqual(await data.read([0, 1]), Float32Array.of(0.5, 0.75));
      assert.equal(data.notes[0]?.message, 'takes 0..1 for the range of the pixel values in "x", which reach 0.75');
    });
    await withData({ "a.npz": of(51, 255) }, "a.npz", async (data) => {
      assert.deepEqual(rounded(await data.read([0, 1])), [0.2, 1]);
      assert.equal(data.notes[0]?.message, 'takes 0..255 for the range of the pixel values in "x", which reach 255');
    });
  });

  const tasks = {
    x: X,
    tens: npy("<i4", [2], Int32Array.of(3, 1)),
    units: npy("<U1", [2], Uint32Array.of(65, 66)),
    ink: npy("<f8", [2], Float64Array.of(0.5, -2)),
  };

  it("takes the named array for the labels, and says nothing of the others", async () => {
    await withData(
      { "a.npz": npz(tasks) },
      "a.npz",
      (data) => {
        assert.deepEqual([data.classes, [...data.labels], data.notes], [["1", "3"], [1, 0], []]);
      },
      { label: "tens" },
    );
  });

  it("takes the named array for the numbers to predict", async () => {
    await withData(
      { "a.npz": npz(tasks) },
      "a.npz",
      (data) => {
        assert.deepEqual(data.targets, Float32Array.of(0.5, -2));
        assert.deepEqual([data.classes, [...data.labels]], [[], [0, 0]]);
      },
      { label: "ink", predicts: "number" },
    );
  });

  it("has another fingerprint for other numbers to predict", async () => {
    const prints = new Set<string>();
    for (const ink of [0.5, 0.25]) {
      const file = npz({ ...tasks, ink: npy("<f8", [2], Float64Array.of(ink, -2)) });
      const options = { label: "ink", predicts: "number" } as const;
      await withData({ "a.npz": file }, "a.npz", (data) => void prints.add(data.fingerprint), options);
    }
    assert.equal(prints.size, 2);
  });

  const wrongLabels: [what: string, options: Interpretation, message: string][] = [
    [
      "no array of that name",
      { label: "tenth" },
      'a.npz: has no array "tenth"; its arrays are "x", "tens", "units", "ink"; did you mean "tens"?',
    ],
    [
      "texts for numbers to predict",
      { label: "units", predicts: "number" },
      'a.npz, array "units": must hold numbers, because the task predicts one, got texts; ' +
        'name another array as "label", or leave out "predicts" where labels are classes',
    ],
    ["numbers for classes", { label: "ink" }, 'a.npz, array "ink": must hold names or integers, got 0.5'],
  ];
  for (const [what, options, message] of wrongLabels) {
    it(`says what is wrong with the named labels: ${what}`, async () => {
      assert.equal(await messageOf({ "a.npz": npz(tasks) }, "a.npz", options), message);
    });
  }

  it("says which arrays examples may be in, where only the labels were named", async () => {
    assert.equal(
      await messageOf({ "a.npz": npz({ pixels: X, tens: Y }) }, "a.npz", { label: "tens" }),
      'a.npz: needs examples as an array "x" (or "images", "data", "x_train", "arr_0"), got "pixels", "tens"',
    );
  });

  it("says where a number to predict is missing", async () => {
    const file = npz({ x: X, y: npy("<f4", [2], Float32Array.of(1, NaN)) });
    assert.equal(
      await messageOf({ "a.npz": file }, "a.npz", { predicts: "number" }),
      'a.npz, array "y": must hold numbers, because the task predicts one, got NaN; leave out examples without a label',
    );
  });

  it("takes labels in a column for labels", async () => {
    const file = npz({ x_train: X, y_train: npy("<f8", [2, 1], Float64Array.of(4, 2)) });
    await withData({ "a.npz": file }, "a.npz", (data) => {
      assert.deepEqual(data.classes, ["2", "4"]);
    });
  });
});

describe("an NPZ file larger than what is kept in memory", function () {
  this.timeout(20_000);
  const [count, width] = [2200, 2000];
  const floats = Float32Array.from({ length: count * width }, (_, index) => index % 1000);
  /** Not packed: packing so much takes long. */
  const large = (x: Uint8Array) => {
    const y = npy("|u1", [count], new Uint8Array(count).fill(1, 1));
    return { "a.npz": zipSync({ "x.npy": x, "y.npy": y }, { level: 0 }) };
  };

  it("has the rows and the fingerprint of its values as float32", async () => {
    const prints = new Set<string>();
    for (const x of [npy("<f4", [count, width], floats), npy("<i2", [count, width], Int16Array.from(floats))]) {
      await withData(large(x), "a.npz", async (data) => {
        prints.add(data.fingerprint);
        const values = await data.read([2199, 1]);
        assert.deepEqual(values.subarray(0, width), floats.subarray(2199 * width));
        assert.deepEqual(values.subarray(width), floats.subarray(width, 2 * width));
      });
    }
    assert.equal(prints.size, 1);
  });

  it("says where a value is missing", async () => {
    const broken = floats.slice();
    broken[2100 * width + 7] = NaN;
    const message = await messageOf(large(npy("<f4", [count, width], broken)), "a.npz");
    assert.match(message, /^a\.npz, array "x": .* got NaN in row 2100, column 7 \(from 0\);/);
  });
});

describe("a broken NPZ file", () => {
  const cases: [what: string, arrays: Record<string, Uint8Array>, message: string][] = [
    [
      "no such arrays",
      { a: X, b: Y },
      'a.npz: needs examples and labels as arrays "x" and "y" (or "images" and "labels", "x_train" and "y_train", ' +
        '"arr_0" and "arr_1"), got "a", "b"',
    ],
    [
      "unsupported type",
      { x: npy("<c8", [2, 1], new Float32Array(4)), y: Y },
      'a.npz, array "x": has the unsupported type "<c8"; save it as uint8, an integer type, float32 or float64',
    ],
    [
      "Fortran order",
      { x: npy("<f4", [2, 2], new Float32Array(4), "True"), y: Y },
      'a.npz, array "x": is in Fortran order; save it with numpy.ascontiguousarray',
    ],
    [
      "cut-off array",
      { x: npy("<f4", [2, 2], new Float32Array(3)), y: Y },
      'a.npz, array "x": must have 16 bytes of values, got 12; save the file again',
    ],
    ["not an array", { x: Buffer.from("hello, this is text"), y: Y }, 'a.npz, array "x": is not a NumPy array'],
    [
      "different numbers",
      { x: npy("<f4", [3, 1], new Float32Array(3)), y: Y },
      'a.npz: has 3 examples in "x", but 2 labels in "y"; save as many of one as of the other',
    ],
    [
      "one-hot labels",
      { x: X, y: npy("<i4", [2, 2], Int32Array.of(1, 0, 0, 1)) },
      'a.npz, array "y": must hold one label an example, got shape (2, 2); save one-hot labels as y.argmax(axis=1)',
    ],
    [
      "real labels",
      { x: X, y: npy("<f4", [2], Float32Array.of(1, 0.5)) },
      'a.npz, array "y": must hold names or integers, got 0.5',
    ],
    [
      "one class",
      { x: X, y: npy("<i4", [2], Int32Array.of(1, 1)) },
      'a.npz: has one class only ("1"); training needs examples of at least two classes',
    ],
    [
      "missing value",
      { x: npy("<f4", [2, 2], Float32Array.of(1, 2, 3, NaN)), y: Y },
      'a.npz, array "x": must hold finite numbers, got NaN in row 1, column 1 (from 0); fill in or remove missing values',
    ],
    [
      "pixels out of range",
      { x: npy("<f4", [2, 1, 1], Float32Array.of(-1, 1)), y: Y },
      'a.npz, array "x": must hold pixel values in 0..1 or 0..255, got -1 to 1; scale them back before saving',
    ],
    [
      "too few dimensions",
      { x: npy("<f4", [2], Float32Array.of(1, 2)), y: Y },
      'a.npz, array "x": must have 2 dimensions (rows), 3 or 4 (pictures), got shape (2)',
    ],
    [
      "texts for numbers",
      { x: npy("<U1", [2, 1], Uint32Array.of(65, 66)), y: Y },
      'a.npz, array "x": must hold numbers, got texts',
    ],
  ];
  for (const [what, arrays, message] of cases) {
    it(`says what is wrong: ${what}`, async () => {
      assert.equal(await messageOf({ "a.npz": npz(arrays) }, "a.npz"), message);
    });
  }

  it("says that it is no archive, or a cut-off one", async () => {
    assert.equal(
      await messageOf({ "a.npz": "hello" }, "a.npz"),
      "a.npz: is not a whole .npz file (no arrays found); save it again with numpy.savez",
    );
    assert.equal(
      await messageOf({ "a.npz": npz({ x: X, y: Y }).subarray(0, 100) }, "a.npz"),
      "a.npz: is not a whole .npz file (invalid zip data); save it again with numpy.savez",
    );
  });
});
