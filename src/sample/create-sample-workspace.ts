/** Makes a workspace with real data and ready experiments. Only the data that the wanted samples need are fetched. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { getSourceModel } from "../client/get-source-model";
import type { TaskOptions } from "../packages/progress";
import { writing } from "../runs/write-problem";
import { heading, sampleReadme } from "./readme";
import type { Sample } from "./sample";
import { sampleDataFolder } from "./sample-data";
import { samples } from "./samples";

interface SampleOptions extends TaskOptions {
  /** Which samples; the first of all where left out. */
  samples?: readonly Sample[];
}

/**
 * Files that are already there stay as they are, so a person's changes survive; another sample can be added to a
 * workspace that has one.
 *
 * @param folder made where it is missing
 * @throws ProblemError of a download or of a folder that cannot be written; the signal's reason when it is aborted
 */
export async function createSampleWorkspace(folder: string, options: SampleOptions = {}): Promise<void> {
  const { samples: wanted = samples.slice(0, 1), ...task } = options;
  for (const sample of wanted) {
    const data = new Map<string, string>();
    for (const name of sample.data) data.set(name, await sampleDataFolder(name, task));
    task.onProgress?.({ stage: `Writing the sample workspace to ${folder}` });
    await writing(folder, () => writeSample(folder, sample, data));
    for (const model of sample.models ?? []) await getSourceModel(model, folder, task);
  }
}

/** @param data name to folder of the cache */
async function writeSample(folder: string, sample: Sample, data: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, from] of data) await cp(from, path.join(folder, "data", name), { recursive: true, force: false });
  for (const [name, text] of Object.entries(sample.files)) await addFile(path.join(folder, name), text);
  const readme = path.join(folder, "README.md");
  const present = await addFile(readme, sampleReadme(sample));
  if (!present.startsWith(heading(sample)))
    await addFile(path.join(folder, `README-${sample.id}.md`), sampleReadme(sample));
}

/** Writes a file unless it is there. @returns the text that it has now */
async function addFile(file: string, text: string): Promise<string> {
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === undefined) await writeFile(file, text);
  return present ?? text;
}
