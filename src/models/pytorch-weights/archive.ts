/**
 * The zip archive in which PyTorch saves since 1.6: `data.pkl` says what the tensors are, `data/<key>` holds the values
 * of each storage. Nothing in it is packed.
 */
import { unzipSync } from "fflate";
import { unpickle } from "./pickle";
import { weightsVocabulary, type Saved } from "./tensors";

const PICKLE = /^([^/]*)\/data\.pkl$/;

/**
 * @param bytes the whole file
 * @throws PickleFault for a pickle of anything but weights; Error where the archive is damaged or packed
 */
export function readArchive(bytes: Uint8Array): Saved {
  const entries = unzipSync(bytes, {
    filter: ({ name, compression }) => {
      if (compression !== 0) throw new Error(`its entry ${name} is packed, which PyTorch does not do`);
      return true;
    },
  });
  const name = Object.keys(entries).find((entry) => PICKLE.test(entry));
  const pickle = name === undefined ? undefined : entries[name];
  if (name === undefined || pickle === undefined) throw new Error("there is no data.pkl in it");
  const folder = `${PICKLE.exec(name)?.[1] ?? ""}/data/`;
  const storages = Object.entries(entries).flatMap(([entry, values]) =>
    entry.startsWith(folder) ? [[entry.slice(folder.length), values] as const] : [],
  );
  return { value: unpickle(pickle, weightsVocabulary).value, storages: new Map(storages) };
}
