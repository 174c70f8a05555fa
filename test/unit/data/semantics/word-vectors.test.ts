import assert from "node:assert/strict";
import { mkdir, open, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { VECTORS_FILE } from "../../../../src/data/semantics/vectors-format";
import { VectorsWriter } from "../../../../src/data/semantics/vectors-writer";
import { openWordVectors } from "../../../../src/data/semantics/word-vectors";
import { formatProblem } from "../../../../src/protocol/problem";
import { rejectedProblem } from "../../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../../fixtures/use-temporary-folder";

const known = new Map([
  ["the", [0, 0, 1]],
  ["cat", [1, 0.5, -0.25]],
  ["café", [0.125, 2, 3]],
  ["cats", [1, 0.5, 0]],
  ["__proto__", [4, 5, 6]],
  ["]", [7, 8, 9]],
]);

describe("word vectors", () => {
  const folder = useTemporaryFolder("vectors");
  const write = async (): Promise<string> => {
    await mkdir(path.join(folder(), "small"));
    const file = path.join(folder(), "small", VECTORS_FILE);
    const writer = await VectorsWriter.create(file, 3);
    for (const [word, vector] of known) await writer.add(word, Float32Array.from(vector));
    await writer.finish();
    await writer.close();
    return file;
  };
  const refusal = async (named: string): Promise<string> =>
    formatProblem(await rejectedProblem(openWordVectors(named, folder())));

  describe("that were installed", () => {
    it("are found by their words", async () => {
      await write();
      const vectors = await openWordVectors("small", folder());
      assert.deepEqual([vectors.dimensions, vectors.count], [3, 6]);
      for (const [word, vector] of known) {
        assert.equal(vectors.has(word), true, word);
        assert.deepEqual(await vectors.vectorOf(word), Float32Array.from(vector), word);
      }
      for (const word of ["", "ca", "dog", "zebra", "Cat"]) {
        assert.equal(vectors.has(word), false, word);
        assert.equal(await vectors.vectorOf(word), undefined);
      }
      await vectors.close();
    });

    it("answer what they know of words when they are closed", async () => {
      await write();
      const vectors = await openWordVectors("small", folder());
      await vectors.close();
      assert.equal(vectors.has("cat"), true);
      assert.deepEqual(vectors.suggestionsFor("cet", 2), ["cat", "cats"]);
    });

    it("have a fingerprint that depends on their values", async () => {
      const file = await write();
      const first = await openWordVectors("small", folder());
      await first.close();
      const other = path.join(folder(), "other.bin");
      const writer = await VectorsWriter.create(other, 3);
      for (const word of known.keys()) await writer.add(word, Float32Array.of(1, 2, 3));
      await writer.finish();
      await writer.close();
      const second = await openWordVectors("other.bin", folder());
      await second.close();
      assert.notEqual(first.fingerprint, second.fingerprint);
      assert.equal((await openAndClose(file)).fingerprint, first.fingerprint);
    });

    it("are refused where the file is cut short", async () => {
      const file = await write();
      const { length } = await readFile(file);
      await truncate(file, length - 1);
      assert.equal(
        await refusal("small"),
        `small/vectors.bin: must have ${length} bytes, got ${length - 1}; install the word vectors again`,
      );
    });

    it("are refused where their words are damaged", async () => {
      const file = await write();
      await changeByte(file, (await readFile(file)).length - 1);
      assert.match(await refusal("small"), /must have the words that its checksum says/);
    });

    it("say that a vector is damaged, and go on with the others", async () => {
      const file = await write();
      await changeByte(file, 56 + 16 + 3);
      const vectors = await openWordVectors("small", folder());
      const problem = await rejectedProblem(vectors.vectorOf("cat"));
      assert.equal(problem.code, "data/damaged-vectors");
      assert.deepEqual(await vectors.vectorOf("cats"), Float32Array.of(1, 0.5, 0));
      await vectors.close();
    });
  });

  it("cannot be written with a word twice, or with other dimensions", async () => {
    const writer = await VectorsWriter.create(path.join(folder(), "twice.bin"), 2);
    await writer.add("cat", Float32Array.of(1, 2));
    await writer.add("cat", Float32Array.of(1, 2));
    await assert.rejects(writer.finish(), new RangeError("cat must be there once, got it twice"));
    await assert.rejects(writer.add("dog", Float32Array.of(1)), new RangeError("dog must have 2 numbers, got 1"));
    await writer.close();
  });

  describe("as text", () => {
    const text = (content: string) => writeFile(path.join(folder(), "own.txt"), content);

    it("are read with a word and its numbers on each line", async () => {
      await text("cat 1 0.5 -2.5e-1\ndog 0 1 2\n");
      const vectors = await openWordVectors("own.txt", folder());
      assert.deepEqual([vectors.dimensions, vectors.count], [3, 2]);
      assert.deepEqual(await vectors.vectorOf("cat"), Float32Array.of(1, 0.5, -0.25));
      assert.equal(await vectors.vectorOf("cow"), undefined);
      assert.deepEqual(vectors.suggestionsFor("dig", 3), ["dog"]);
      await vectors.close();
    });

    it("may begin with their count and dimensions", async () => {
      await text("2 3\ncat 1 0 0\ndog 0 1 2\n");
      assert.equal((await openAndClose(path.join(folder(), "own.txt"))).count, 2);
    });

    it("must have as many numbers on each line", async () => {
      await text("cat 1 0 0\ndog 0 1\n");
      assert.equal(await refusal("own.txt"), "own.txt, line 2: must have 3 numbers, as the first word has, got 2");
    });

    it("must have numbers, and each word once", async () => {
      await text("cat 1 x 0\n");
      assert.equal(await refusal("own.txt"), 'own.txt, line 1: must have numbers, got "x"');
      await text("cat 1 0\ncat 0 1\n");
      assert.equal(await refusal("own.txt"), "own.txt, line 2: must have each word once, got cat again");
    });

    it("must have words", async () => {
      await text("\n");
      assert.match(await refusal("own.txt"), /has no words; each line has a word and its numbers/);
      await text("word\n");
      assert.match(await refusal("own.txt"), /line 1: each line has a word and its numbers, .* got 0/);
    });
  });

  it("say how they are installed where a folder has none", async () => {
    await mkdir(path.join(folder(), "empty"));
    assert.equal(
      await refusal("empty"),
      'empty: must hold word vectors, but there is no vectors.bin in it; install some with "Get Source Model…" or transfer-lab get glove-100d',
    );
  });
});

async function openAndClose(file: string) {
  const vectors = await openWordVectors(file, "/");
  await vectors.close();
  return vectors;
}

async function changeByte(file: string, position: number): Promise<void> {
  const handle = await open(file, "r+");
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, position);
  await handle.write(Buffer.of((byte[0] ?? 0) ^ 0xff), 0, 1, position);
  await handle.close();
}
