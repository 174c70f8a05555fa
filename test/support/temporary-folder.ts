/**
 * A folder of a test's own, removed when it is disposed and, whatever happens, when the process ends.
 *
 * @param purpose becomes part of the folder's name
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

export function temporaryFolder(purpose: string): TemporaryFolder {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), `transfer-lab-${purpose}-`));
  const remove = () => {
    process.off("exit", remove);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", remove);
  return { path: folder, remove };
}
