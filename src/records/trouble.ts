/**
 * What can go wrong with a cache folder, in a person's words. Nothing of it stops the work: what cannot be kept is
 * computed again. So each kind is said once, as a warning.
 */
import type { Problem } from "../protocol/problem";
import { systemCode } from "../runs/write-problem";

const wayOut =
  "name another folder with the setting transferLab.featureCache.folder or the variable TRANSFER_LAB_FEATURE_CACHE";
const consequences = {
  unwritten: "this process keeps records in memory only and computes again what is no longer there",
  unread: "what cannot be read is computed again",
};
/** The system's own codes, for example ENOSPC; those of Node, for example ERR_OUT_OF_RANGE, are bugs of ours. */
const ofTheSystem = /^E[A-Z0-9]+$/;

interface Kind {
  code: string;
  rule: string;
  got: string;
  way?: string;
}

const full: Kind = {
  code: "disk-full",
  rule: "needs room for records that would otherwise be computed again",
  got: "the disk takes no more",
  way: `free some space, or ${wayOut}`,
};
const noPermission: Kind = {
  code: "no-permission",
  rule: "has to be a folder that can be read and written",
  got: "permission was denied",
  way: `allow it, or ${wayOut}`,
};
const inTheWay: Kind = {
  code: "in-the-way",
  rule: "has to be a folder",
  got: "a file is in its place or in that of a folder above it",
  way: `rename or remove that file, or ${wayOut}`,
};

const kinds: Readonly<Record<string, Kind>> = {
  ENOSPC: full,
  EDQUOT: { ...full, got: "your disk quota is used up" },
  EFBIG: { ...full, got: "files may not become larger than the limit of this process" },
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: { ...noPermission, code: "read-only", got: "the file system is read-only" },
  ENOTDIR: inTheWay,
  EEXIST: inTheWay,
};

export class Troubles {
  readonly #said = new Set<string>();

  /**
   * @param folder of the cache
   * @param onProblem called once for each code
   */
  constructor(
    private readonly folder: string,
    private readonly onProblem: (problem: Problem) => void,
  ) {}

  /**
   * @param error what a file operation threw
   * @param consequence what happens instead
   * @throws the error itself if it is none of the system's: a bug
   */
  refused(error: unknown, consequence: keyof typeof consequences): void {
    const code = systemCode(error);
    if (code === undefined || !ofTheSystem.test(code)) throw error;
    const {
      code: kind,
      rule,
      got,
      way,
    }: Kind = kinds[code] ?? {
      code: "unusable",
      rule: "has to be a folder that can be read and written",
      got: "the system refused it",
    };
    const message = `${rule}, and ${got} (${code}); ${way ?? wayOut}; ${consequences[consequence]}`;
    // The file in the way may stand for one shelf's folder only.
    const file = kind === inTheWay.code ? (systemPath(error) ?? this.folder) : this.folder;
    this.#say({ severity: "warning", code: `records/${kind}`, file, message });
  }

  /** @param removed whether the damaged file is gone */
  damaged(file: string, removed: boolean): void {
    const message =
      "the checksums of a file of records must fit what it holds, and here they do not; " +
      (removed ? "it was removed" : "it is passed over and may be deleted") +
      " and its records are computed again, so results do not suffer; if this comes back, have the disk checked";
    this.#say({ severity: "warning", code: "records/damaged", file, message });
  }

  /** @param maxBytes how much may be kept */
  noRoom(maxBytes: number): void {
    const message =
      `at most ${sizeText(maxBytes)} may be kept here, and what is in use takes all of it; ` +
      "the rest is computed again each time it is needed, which costs time and changes no result; " +
      "allow more with the setting transferLab.featureCache.gigabytes or the variable TRANSFER_LAB_FEATURE_CACHE_GB, " +
      "or use smaller pictures or fewer examples";
    this.#say({ severity: "warning", code: "records/no-room", file: this.folder, message });
  }

  #say(problem: Problem): void {
    if (this.#said.has(problem.code)) return;
    this.#said.add(problem.code);
    this.onProblem(problem);
  }
}

function systemPath(error: unknown): string | undefined {
  return error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : undefined;
}

function sizeText(bytes: number): string {
  const inGib = bytes / 2 ** 30;
  return inGib >= 1 ? `${inGib.toFixed(1)} GiB` : `${(1024 * inGib).toFixed(1)} MiB`;
}
