/**
 * The photographs of the npm package `tabler-ui`: 50 landscapes, towns, animals and people of many photographers, whom
 * the files are named after, first published on Unsplash. All have 500x333 pixels.
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

/** The package has each photograph in two sizes; the smaller one has the detail of the photographs of the paper. */
const isWanted = (name: string): boolean => name.endsWith("-500.jpg");

/**
 * @param packageFolder the unpacked package
 * @returns in the order of their names
 */
export async function readPhotographs(packageFolder: string): Promise<Photograph[]> {
  const folder = path.join(packageFolder, "dist", "demo", "photos");
  const names = (await readdir(folder)).filter(isWanted).sort();
  return Promise.all(names.map((name) => readPhotograph(folder, name)));
}

async function readPhotograph(folder: string, name: string): Promise<Photograph> {
  const file = path.join(folder, name);
  const bytes = await readFile(file);
  const [height, width] = await pictureShape(bytes, file);
  const values = await decodePicture(bytes, file, [height, width, 3]);
  return { name, height, width, values: Uint8Array.from(values, (value) => Math.round(255 * value)) };
}
