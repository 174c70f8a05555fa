/**
 * Photographs of many people, to cut backgrounds out of. All have 500 pixels on their longer side, about as those of BSDS500
 * (Arbeláez et al., 2011).
 *
 * 50 landscapes, towns, animals and people are of the npm package `tabler-ui`: their files are named after the
 * photographers, who first published them on Unsplash. 27 of nature and of things are of Debian's packages of pictures for
 * desktops, which also have drawings: those are left out.
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { decodePicture, pictureShape } from "../data/picture-file";

export interface Photograph {
  /** Name of its file. */
  name: string;
  height: number;
  width: number;
  /** 0..255, [height, width, 3], row by row. */
  values: Uint8Array;
}

/** Pixels of the longer side. */
const longerSide = 500;

/** The package has each photograph in two sizes; the smaller one is wanted. */
const isWanted = (name: string): boolean => name.endsWith("-500.jpg");

/**
 * @param packageFolder the unpacked package `tabler-ui`
 * @returns in the order of their names
 */
export const readPhotographs = (packageFolder: string): Promise<Photograph[]> =>
  readAll(path.join(packageFolder, "dist", "demo", "photos"), isWanted);

/** Those of `lomiri-wallpapers` that are photographs, by how their names begin. */
const communityPhotographs =
  /^(aitzgorri|Bridge|Dragonfly|free|friends|greentock|Kleiber|life|picosdeeuropa|Picture_0B|Picture_1A|seeding|sunset|Wine)_/;

/** @param packageFolders the unpacked packages `mate-backgrounds` and `lomiri-wallpapers`, in any number */
export async function readDesktopPhotographs(packageFolders: readonly string[]): Promise<Photograph[]> {
  const found: Photograph[] = [];
  for (const packageFolder of packageFolders) {
    const backgrounds = path.join(packageFolder, "usr", "share", "backgrounds");
    const names = await readdir(backgrounds);
    found.push(
      ...(names.includes("mate")
        ? await readAll(path.join(backgrounds, "mate", "nature"), (name) => name.endsWith(".jpg"))
        : await readAll(backgrounds, (name) => communityPhotographs.test(name))),
    );
  }
  return found;
}

async function readAll(folder: string, isOne: (name: string) => boolean): Promise<Photograph[]> {
  const names = (await readdir(folder)).filter(isOne).sort();
  const found: Photograph[] = [];
  for (const name of names) found.push(await readPhotograph(folder, name));
  return found;
}

async function readPhotograph(folder: string, name: string): Promise<Photograph> {
  const file = path.join(folder, name);
  const bytes = await readFile(file);
  const [fullHeight, fullWidth] = await pictureShape(bytes, file);
  const scale = Math.min(1, longerSide / Math.max(fullHeight, fullWidth));
  const [height, width] = [Math.round(scale * fullHeight), Math.round(scale * fullWidth)];
  const values = await decodePicture(bytes, file, [height, width, 3]);
  return { name, height, width, values: Uint8Array.from(values, (value) => Math.round(255 * value)) };
}
