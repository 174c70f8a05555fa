import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findDatasets } from "../../../src/data/find";
import { openDataset, summarizeDataset } from "../../../src/data/open";
import type { Dataset } from "../../../src/data/types";
import { ProblemError } from "../../../src/protocol/problem";
import { inFolder, write } from "./helpers";

const table = "height,kind\n1,cat\n2,dog\n3,cat\n4,dog\n";
const list = (...corrections: object[]) => JSON.stringify({ version: 1, corrections });

async function withData(corrections: string | undefined, work: (base: string) => Promise<void>): Promise<void> {
  await inFolder(async (base) => {
    const beside = corrections === undefined ? {} : { "pets.csv.corrections.json": corrections };
    await write(base, { "pets.csv": table, ...beside });
    await work(base);
  });
}

async function opened(corrections: string | undefined, options: { label?: string } = {}): Promise<Dataset> {
  const found: Dataset[] = [];
  await withData(corrections, async (base) => {
    found.push(await openDataset("pets.csv", { base, ...options }));
  });
  const [dataset] = found;
  assert.ok(dataset);
  return dataset;
}

const problemOf = (corrections: string): Promise<string> =>
  opened(corrections).then(
    () => assert.fail("it was opened"),
    (error: unknown) => {
      assert.ok(error instanceof ProblemError);
      return error.message;
    },
  );

describe("a list of corrections beside the data", () => {
  it("leaves out what is excluded, changes what is relabelled, and leaves the file as it is", async () => {
    const corrections = list(
      { example: "row 2", was: "cat", excluded: true },
      { example: "row 4", was: "cat", label: "dog" },
    );
    await withData(corrections, async (base) => {
      const hash = () =>
        createHash("sha256")
          .update(readFileSync(path.join(base, "pets.csv")))
          .digest("hex");
      const before = hash();
      const dataset = await openDataset("pets.csv", { base });
      assert.deepEqual(
        [...dataset.labels].map((label) => dataset.classes[label]),
        ["dog", "dog", "dog"],
      );
      assert.deepEqual(
        [0, 1, 2].map((row) => dataset.nameOf(row)),
        ["row 3", "row 4", "row 5"],
      );
      assert.deepEqual([...(await dataset.read([2, 0]))], [4, 2]);
      assert.match(dataset.notes.at(-1)?.message ?? "", /1 relabelled, 1 excluded/);
      await dataset.close();
      assert.equal(hash(), before);
    });
  });

  it("is part of the fingerprint, and no list is none", async () => {
    const [plain, excluded, relabelled, empty] = await Promise.all([
      opened(undefined),
      opened(list({ example: "row 2", excluded: true })),
      opened(list({ example: "row 2", label: "dog" })),
      opened(list()),
    ]);
    assert.equal(new Set([plain.fingerprint, excluded.fingerprint, relabelled.fingerprint]).size, 3);
    assert.equal(empty.fingerprint, plain.fingerprint);
  });

  it("relabels only where the data are opened with the label column that it was made for", async () => {
    const corrections = list({ example: "row 2", was: "cat", of: "kind", label: "dog" });
    const [named, guessed] = [await opened(corrections, { label: "kind" }), await opened(corrections)];
    assert.deepEqual([named.labels[0], guessed.labels[0]], [1, 0]);
  });

  it("is one problem with a way out where it is damaged or does not fit, and nothing of it is used", async () => {
    assert.match(await problemOf("{"), /^pets\.csv\.corrections\.json: is damaged .*remove the file/);
    assert.match(await problemOf(list({ example: "row 2" })), /is damaged/);
    assert.match(
      await problemOf('{"version":2}'),
      /written by a newer version of Transfer Lab \(format 2, this one reads 1\)/,
    );
    assert.match(
      await problemOf(list({ example: "row 9", excluded: true })),
      /names what is not among the examples: "row 9"/,
    );
    assert.match(
      await problemOf(list({ example: "row 2", was: "dog", excluded: true })),
      /has the class "cat" there and had "dog"/,
    );
    assert.match(
      await problemOf(list({ example: "row 2", label: "bird" })),
      /must name classes of the data \("cat", "dog"\), got "bird"/,
    );
    const twice = list({ example: "row 2", excluded: true }, { example: "row 2", label: "dog" });
    assert.match(await problemOf(twice), /it corrects "row 2" twice/);
    const all = [2, 3, 4, 5].map((row) => ({ example: `row ${row}`, excluded: true }));
    assert.match(await problemOf(list(...all)), /excludes every example/);
  });

  it("is left out where the data are wanted as they are", async () => {
    await withData(list({ example: "row 2", excluded: true }), async (base) => {
      const dataset = await openDataset("pets.csv", { base, corrections: "ignored" });
      assert.equal(dataset.count, 4);
      await dataset.close();
    });
  });

  it("is counted in a quick look, and a damaged one does not hide the data from the tree", async () => {
    const corrections = list(
      { example: "row 2", was: "cat", excluded: true },
      { example: "row 4", was: "cat", label: "dog" },
    );
    await withData(corrections, async (base) => {
      const summary = await summarizeDataset("pets.csv", { base });
      assert.deepEqual(summary?.corrections, { relabelled: 1, excluded: 1 });
      assert.deepEqual([summary.count, summary.counts], [3, [0, 3]]);
    });
    await withData("{", async (base) => {
      await assert.rejects(summarizeDataset("pets.csv", { base }), /is damaged/);
      assert.deepEqual(
        (await findDatasets(base)).map(({ path: found }) => found),
        ["pets.csv"],
      );
    });
  });
});
