/**
 * The per-user cache: everything large that is fetched or built, outside any project. It can be deleted at any time;
 * what is missing is fetched again.
 */
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The cache folder as an absolute path; it may not exist yet. `TRANSFER_LAB_CACHE` overrides the platform's own place.
 *
 * @param env the environment, for tests
 */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  if (env.TRANSFER_LAB_CACHE) return env.TRANSFER_LAB_CACHE;
  return join(userCacheDirectory(env), "transfer-lab");
}

function userCacheDirectory(env: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") return env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
}
