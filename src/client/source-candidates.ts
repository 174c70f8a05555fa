/** Networks that may be the source of an experiment: saved ones beside it, those that were trained here, and installed ones. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describeModel } from "../models/describe-model";
import type { SourceCandidate } from "../protocol/advice";
import { LAB_FOLDER, modelsFolder } from "../runs/layout";
import { installedNetworks } from "./ready-models";

/** Folders below that of the experiment file. */
const MAX_DEPTH = 4;
/** Folders looked into, so that a home folder does not keep the disk busy. */
const MAX_LOOKS = 2000;
const SKIPPED = new Set(["node_modules", "dist", "out", "build", "__pycache__", "venv"]);

/**
 * What a run ended with is left out: it has learnt from the target's own examples.
 *
 * @param experimentFile absolute
 */
export async function findSourceCandidates(experimentFile: string): Promise<SourceCandidate[]> {
  const base = path.dirname(experimentFile);
  const saved = await modelFolders(base);
  const trained = await trainedFolders(experimentFile);
  // One that was put into the project already is among the saved ones.
  const here = new Set(saved.map((folder) => spelled(base, folder)));
  const installed = (await installedNetworks()).filter(({ model }) => !here.has(model.folder));
  return [
    ...saved.map((folder) => ({ ...place(base, folder), title: spelled(base, folder) })),
    ...(await Promise.all(trained.map(async (folder) => ({ ...place(base, folder), title: await titleOf(folder) })))),
    ...installed.map(({ model, folder }) => ({ model: folder, named: model.folder, title: model.id, ready: model.id })),
  ];
}

/** As an experiment file names a folder: from its own, with forward slashes. */
const spelled = (base: string, folder: string): string => path.relative(base, folder).split(path.sep).join("/");

const place = (base: string, folder: string) => ({ model: spelled(base, folder), named: spelled(base, folder) });

/** Its folder is named by a fingerprint, which says nothing; the data that it learnt do. */
async function titleOf(folder: string): Promise<string> {
  const found = await describeModel(folder);
  const trainedOn = "problem" in found ? undefined : found.origin.trainedOn;
  return trainedOn === undefined ? path.basename(folder) : `network of ${path.basename(trainedOn)}`;
}

async function trainedFolders(experimentFile: string): Promise<string[]> {
  const models = modelsFolder(experimentFile);
  const entries = await readdir(models, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(models, name))
    .sort();
}

async function modelFolders(base: string): Promise<string[]> {
  const found: string[] = [];
  let looks = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    if (++looks > MAX_LOOKS) return;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    if (entries.some((entry) => entry.isFile() && entry.name === "model.json")) found.push(folder);
    if (depth === MAX_DEPTH) return;
    for (const entry of entries) {
      const isSkipped = SKIPPED.has(entry.name) || entry.name === LAB_FOLDER || entry.name.startsWith(".");
      if (entry.isDirectory() && !isSkipped) await visit(path.join(folder, entry.name), depth + 1);
    }
  };
  await visit(base, 0);
  return found.sort();
}
