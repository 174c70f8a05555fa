/** Writes the files that follow from the list of methods: `npx tsx scripts/generate.ts`. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { generatedFiles } from "./generated-files";

const root = path.resolve(__dirname, "..");

async function generate(): Promise<void> {
  const read = (file: string) => readFile(path.join(root, file), "utf8");
  for (const [file, content] of await generatedFiles(read)) {
    await writeFile(path.join(root, file), content);
    console.log(`wrote ${file}`);
  }
}

void generate();
