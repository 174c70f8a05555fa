/**
 * Which recordings a folder holds, and which class and speaker each has:
 *
 * 1. A table `files.csv` in the folder says it: columns `file`, `class` and, if need be, `speaker`. Nothing else counts.
 * 2. Else folders say it: `class/speaker/file.wav`.
 * 3. In `class/file.wav` the file's name says the speaker, as `{speaker}_{n}.wav` or, in Speech Commands,
 *    `{speaker}_nohash_{n}.wav`.
 *
 * Folders that begin with `_`, such as Speech Commands' background noise, and hidden ones are left out.
 */
import type { Problem } from "../../protocol/problem";

export interface Recording {
  /** From the data set's folder, with forward slashes: `yes/anna/1.wav`. */
  readonly file: string;
  readonly class: string;
  readonly speaker?: string;
  /** Where a table names it: the table and its row, where the header is row 1. */
  readonly listed?: { readonly table: string; readonly row: number };
}

export interface Recordings {
  /** In code-unit order of folders and files, or in that of the table. All have a speaker, or none has. */
  readonly list: readonly Recording[];
  /** What was guessed or left out. */
  readonly notes: readonly Problem[];
}

export const isWavName = (name: string): boolean => /\.wav$/i.test(name);

/** The table that may say file, class and speaker. */
export const FILE_LIST = "files.csv";
