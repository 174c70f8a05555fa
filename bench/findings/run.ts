/**
 * `npm run bench:findings -- ID…`: measures what the methods promise and writes `bench/findings/<id>.md`, with the
 * versions and the time it took. Without an id: all of them.
 */
import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { methods } from "../../src/methods";
import { sampleDataFolder, type SampleDataName } from "../../src/sample/sample-data";
import { startNativeBackend } from "../../test/support/engine-runtime";
import { temporaryFolder } from "../../test/support/temporary-folder";
import type { Finding } from "./finding";
import { Lab } from "./lab";

const here = path.dirname(fileURLToPath(import.meta.url));
/** Beside those of methods: what advice before training is worth. */
const others = ["source-ranking"];
const ids = [...methods.map(({ id }) => id), ...others].filter((id) => readdirSync(here).includes(`${id}.ts`));

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
});

async function main(chosen: readonly string[]): Promise<void> {
  const unknown = chosen.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Error(`There are no findings of "${unknown}"; there are ${ids.join(", ")}`);
  const backend = await startNativeBackend();
  for (const id of chosen.length === 0 ? ids : chosen) {
    const { finding } = (await import(`./${id}.ts`)) as { finding: Finding };
    const folder = temporaryFolder(`findings-${id}`);
    const start = performance.now();
    try {
      const say = (text: string) => {
        console.log(text);
      };
      const data = (name: SampleDataName) => sampleDataFolder(name, {});
      const body = await finding.measure({ lab: new Lab(folder.path, backend), data, say });
      const minutes = ((performance.now() - start) / 60_000).toFixed(1);
      const machine = `TensorFlow ${backend.version}, Node ${process.versions.node}, ${os.cpus().length} cores, ${minutes} minutes`;
      const command = `npm run bench:findings -- ${id}`;
      await writeFile(path.join(here, `${id}.md`), `# ${finding.title}\n\n\`${command}\`: ${machine}.\n\n${body}\n`);
      say(`${id}: bench/findings/${id}.md, ${minutes} minutes`);
    } finally {
      folder.remove();
    }
  }
}
