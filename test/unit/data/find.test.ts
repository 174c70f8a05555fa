import assert from "node:assert/strict";
import path from "node:path";
import { findDatasets } from "../../../src/data/find";
import { idx, inFolder, npy, npz, picture, write } from "./helpers";

describe("findDatasets", () => {
  it("finds image folders, tables, IDX pairs and NPZ files with their classes and counts", async () => {
    const red = await picture("png", [1, 1], "red");
    await inFolder(async (folder) => {
      await write(folder, {
        "data/pets/cats/1.png": red,
        "data/pets/cats/2.png": red,
        "data/pets/dogs/1.png": red,
        "data/digits/train-images-idx3-ubyte": idx([2, 1, 1], [1, 2]),
        "data/digits/train-labels-idx1-ubyte": idx([2], [3, 4]),
        "iris.csv": "a,label\n1,x\n2,y\n3,y\n",
        "data/x.npz": npz({ x: npy("|u1", [2, 1], Uint8Array.of(1, 2)), y: npy("|u1", [2], Uint8Array.of(0, 1)) }),
      });
      assert.deepEqual(await findDatasets(folder), [
        { path: "data/digits", kind: "idx", classes: ["3", "4"], count: 2, counts: [1, 1], shape: [1, 1, 1] },
        { path: "data/pets", kind: "image-folder", classes: ["cats", "dogs"], count: 3, counts: [2, 1] },
        { path: "data/x.npz", kind: "npz", classes: ["0", "1"], count: 2, counts: [1, 1], shape: [1], columns: ["f0"] },
        { path: "iris.csv", kind: "table", classes: ["x", "y"], count: 3, counts: [1, 2], shape: [1], columns: ["a"] },
      ]);
    });
  });

  it("does not read a large table", async () => {
    await inFolder(async (folder) => {
      await write(folder, { "large.csv": `a,label\n${"1,x\n2,y\n".repeat(200_000)}` });
      assert.deepEqual(await findDatasets(folder), [{ path: "large.csv", kind: "table", classes: [] }]);
    });
  });

  it("passes over broken files, single classes, hidden folders and what programs made", async () => {
    const red = await picture("png", [1, 1], "red");
    const csv = "a,label\n1,x\n2,y\n";
    await inFolder(async (folder) => {
      await write(folder, {
        "broken.csv": "a,label\n1\n",
        "broken.npz": "nothing",
        "images-idx3-ubyte": "nothing",
        "docs/pictures/1.png": red,
        "node_modules/some/data.csv": csv,
        ".cache/data.csv": csv,
        "dist/data.csv": csv,
        "a/b/c/d/e/too-deep.csv": csv,
        "a/b/c/found.csv": csv,
      });
      assert.deepEqual(
        (await findDatasets(folder)).map((it) => it.path),
        ["a/b/c/found.csv"],
      );
    });
  });

  it("finds nothing where there is no folder", async () => {
    await inFolder(async (folder) => {
      assert.deepEqual(await findDatasets(path.join(folder, "missing")), []);
    });
  });
});
