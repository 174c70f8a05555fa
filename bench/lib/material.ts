/** Data sets and source models of the benchmark, made when they are first needed and kept in the workplace. */
import { existsSync } from "node:fs";
import path from "node:path";
import { runProgram } from "./program";
import { writePictures, type PictureSet } from "./pictures";
import type { Workplace } from "./workplace";

/** @returns the folder, which names what is in it */
export async function makePictures({ folder }: Workplace, set: PictureSet): Promise<string> {
  const { count, height, width, channels, classes } = set;
  const data = path.join(folder, `pictures-${count}x${height}x${width}x${channels}-${classes}`);
  if (!existsSync(path.join(data, "train-labels-idx1-ubyte"))) await writePictures(data, set);
  return data;
}

/** @returns the folder of a source model with seeded weights */
export async function makeNetwork(
  workplace: Workplace,
  id: string,
  { height, width, channels, classes }: Omit<PictureSet, "count">,
): Promise<string> {
  const sides = [height, width, channels, classes].map(String);
  const folder = path.join(workplace.folder, `${id}-${sides.join("x")}`);
  if (!existsSync(path.join(folder, "model.json")))
    await runProgram(workplace.typescript("make-network.ts", id, folder, ...sides));
  return folder;
}

/** Photographs of five classes. */
const PHOTOS = 500;

/** @returns an image folder of photographs */
export async function makePhotos(workplace: Workplace): Promise<string> {
  const folder = path.join(workplace.folder, `photos-${PHOTOS}`);
  if (!existsSync(`${folder}.complete`)) await runProgram(workplace.python("make_photos.py", folder, String(PHOTOS)));
  return folder;
}

/** @returns the folder of a source model of ImageNet's size */
export async function makeBackbone(workplace: Workplace): Promise<string> {
  const folder = path.join(workplace.folder, "mobilenet-v2-momentum-0.9");
  if (!existsSync(path.join(folder, "model.json")))
    await runProgram(workplace.python("make_backbone.py", folder, await makePhotos(workplace)));
  return folder;
}
