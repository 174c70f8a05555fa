/** Says in a person's words why a file could not be written, and what to do about it. */
import { ProblemError, type Problem } from "../protocol/problem";

const noPermission = {
  code: "files/no-permission",
  message: "no permission to write here; allow it, or move the experiment file to a folder of your own",
};
const inTheWay = {
  code: "files/in-the-way",
  message: "a folder is needed here, and a file is in its place; rename or remove that file",
};

const reasons: Readonly<Record<string, { code: string; message: string }>> = {
  ENOSPC: {
    code: "files/disk-full",
    message:
      "the disk is full; free some space (old run folders hold checkpoints and models), then resume the run: it goes on from its last checkpoint",
  },
  EDQUOT: {
    code: "files/quota-used-up",
    message: "your disk quota is used up; free some space or ask for more, then resume the run",
  },
  EACCES: noPermission,
  EPERM: noPermission,
  ENOTDIR: inTheWay,
  EEXIST: inTheWay,
  EROFS: {
    code: "files/read-only",
    message: "the file system is read-only; move the experiment file to a folder that can be written",
  },
  EMFILE: {
    code: "files/too-many-open",
    message: "too many files are open; raise the limit (ulimit -n) or close other programs, then resume the run",
  },
};

/**
 * @param error what a file operation threw
 * @param file what was being written
 * @returns undefined where the error is none that a person can put right
 */
export function writeProblem(error: unknown, file: string): Problem | undefined {
  if (error instanceof ProblemError) return error.problem;
  const code = systemCode(error);
  const reason = code === undefined ? undefined : reasons[code];
  return reason === undefined ? undefined : { severity: "error", file, ...reason };
}

/**
 * Runs an operation that writes `file`.
 *
 * @throws ProblemError where a person can put it right; the error itself otherwise
 */
export async function writing<T>(file: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const problem = writeProblem(error, file);
    throw problem === undefined ? error : new ProblemError(problem);
  }
}

/** The operating system's name of an error, for example `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
