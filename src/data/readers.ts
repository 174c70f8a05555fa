/** The formats, in the order in which they are asked: an image folder accepts any folder, so it comes last. */
import { idxReader } from "./idx";
import { imageFolderReader } from "./image-folder";
import { npzReader } from "./npz";
import type { Place } from "./place";
import type { DatasetReader } from "./reader";
import { speechReader } from "./speech/speech-folder";
import { tableReader } from "./table";
import { textReader } from "./text/text-folder";

const readers: readonly DatasetReader[] = [
  tableReader,
  idxReader,
  npzReader,
  speechReader,
  textReader,
  imageFolderReader,
];

export const readerFor = (place: Place): DatasetReader | undefined => readers.find((reader) => reader.accepts(place));
