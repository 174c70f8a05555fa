/** Turns what goes wrong while fetching and installing into `Problem`s. */
import { ProblemError } from "../protocol/problem";

/** A problem of severity error; `file` is what it is about: a path, an address, a package, a command. */
export function failure(code: string, file: string, message: string): ProblemError {
  return new ProblemError({ severity: "error", code, file, message });
}

/**
 * What to throw in place of a failed file operation: a problem for what a person can put right (full disk, no
 * permission, a file in the way), the error itself for everything else.
 *
 * @param file what was being written
 */
export function fileFailure(error: unknown, file: string): unknown {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOSPC":
    case "EDQUOT":
      return failure(
        "cache/disk-full",
        file,
        "the disk is full; free some space, or set TRANSFER_LAB_CACHE to a folder on another disk",
      );
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return failure(
        "cache/not-writable",
        file,
        "cannot be written; allow writing there, or set TRANSFER_LAB_CACHE to a folder of your own",
      );
    case "EEXIST":
    case "ENOTDIR":
      return failure(
        "cache/in-the-way",
        file,
        "cannot be made, because a file lies where a folder should be; remove that file",
      );
    default:
      return error;
  }
}

/** The innermost reason of an error: `fetch failed` hides `getaddrinfo ENOTFOUND …` in its cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
