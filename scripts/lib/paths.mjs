/** Where things are: this repository, and the per-user cache that outlives it. */
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** The same folder that `cacheDirectory()` of src/packages names; repeated here since scripts run before `npm ci`. */
export const cacheFolder = path.resolve(process.env.TRANSFER_LAB_CACHE || platformCacheFolder());

/** Editors, browsers and Node versions that tests use. Everything in it can be deleted and comes back. */
export const toolsFolder = path.join(cacheFolder, "tools");

function platformCacheFolder() {
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches", "transfer-lab");
  if (process.platform === "win32") {
    return path.join(process.env.LOCALAPPDATA || path.join(os.homedir(), "AppData", "Local"), "transfer-lab");
  }
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "transfer-lab");
}
