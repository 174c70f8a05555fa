/**
 * All runs of some folders as rows, read once and then run by run: with a thousand runs a new one is there as fast as
 * with three. It tells of each change as it finds it, so who draws it need not wait for the last row.
 */
import path from "node:path";
import { inParallel } from "../../data/in-parallel";
import type { RunNote, RunRow } from "../../protocol/leaderboard";
import type { RunState, Stage } from "../../protocol/metrics";
import type { Problem } from "../../protocol/problem";
import { runDirectories } from "../list-runs";
import { notesFile, readNotes } from "./notes";
import { readRow } from "./read-row";
import { annotated, startingRow } from "./run-row";

export interface TableChange {
  /** New rows, and new versions of rows. */
  rows: RunRow[];
  /** Ids of runs that are no more. */
  gone: string[];
  /** Whether more rows are to come by themselves. */
  reading: boolean;
}

export interface RunTableOptions {
  onChange: (change: TableChange) => void;
  /** The notes of a folder were read, or could not be. */
  onNotes: (read: { file: string; problem?: Problem }) => void;
  /** What is known of a run beyond its folder: the state its engine says, which the disk learns later. */
  live?: (directory: string) => { state: RunState; stage?: Stage } | undefined;
}

/** Rows of a batch: the first one is drawn while the others are still being read. */
const batchSize = 64;
/** Runs read at a time, each of them some files. */
const atATime = 8;

export class RunTable {
  /** As the folders say. */
  readonly #rows = new Map<string, RunRow>();
  /** By the folder of the experiment files. */
  readonly #notes = new Map<string, ReadonlyMap<string, RunNote>>();
  /** Which look at a run was the last one: an older one that ends later counts no more. */
  readonly #looks = new Map<string, number>();
  #clock = 0;
  /** The number of the last `readAll`, and whether it still goes on. */
  #turn = 0;
  #reading = false;

  constructor(private readonly options: RunTableOptions) {}

  /** As they are shown, in no order. */
  get rows(): RunRow[] {
    return [...this.#rows.values()].map((row) => this.#shown(row));
  }

  /** Undefined for what is no run of this table. */
  row(id: string): RunRow | undefined {
    const row = this.#rows.get(id);
    return row && this.#shown(row);
  }

  /**
   * Reads everything anew, newest runs first. Another call meanwhile takes over.
   *
   * @param folders of the experiment files
   */
  async readAll(folders: readonly string[]): Promise<void> {
    const turn = ++this.#turn;
    this.#reading = true;
    const found = (await Promise.all(folders.map(runDirectories))).flat();
    await Promise.all(folders.map((folder) => this.#readNotes(folder)));
    if (turn !== this.#turn) return;
    const there = new Set(found);
    const gone = [...this.#rows.keys()].filter((id) => !there.has(id));
    for (const id of gone) this.#rows.delete(id);
    this.#reading = found.length > 0;
    this.#tell([], gone);
    const newestFirst = found.map((id) => ({ id, time: timeOf(id) })).sort((a, b) => b.time.localeCompare(a.time));
    for (let start = 0; start < newestFirst.length; start += batchSize) {
      const batch = newestFirst.slice(start, start + batchSize).map(({ id }) => id);
      const looked = await inParallel(batch, atATime, (id) => this.#look(id));
      if (turn !== this.#turn) return;
      this.#reading = start + batchSize < newestFirst.length;
      this.#tell(looked);
    }
  }

  /** Looks at one run anew: it has begun, has changed, or is no more. */
  async readOne(directory: string): Promise<void> {
    const folder = folderOf(directory);
    if (!this.#notes.has(folder)) await this.#readNotes(folder);
    this.#tell([await this.#look(directory)]);
  }

  /** Reads the notes of a folder anew. @param folder of the experiment files */
  async readNotes(folder: string): Promise<void> {
    const before = new Map(this.#rowsIn(folder).map((row) => [row.id, JSON.stringify(row)]));
    await this.#readNotes(folder);
    const rows = this.#rowsIn(folder).filter((row) => before.get(row.id) !== JSON.stringify(row));
    if (rows.length > 0) this.#tell(rows);
  }

  /** Says again how a run is shown: what is known beyond its folder has changed. */
  touch(directory: string): void {
    const row = this.row(directory);
    if (row !== undefined) this.#tell([row]);
  }

  #rowsIn = (folder: string): RunRow[] => this.rows.filter(({ id }) => folderOf(id) === folder);

  /** @returns the row as it is shown; the id alone where the run is no more; undefined where a later look was faster */
  async #look(id: string): Promise<RunRow | string | undefined> {
    const look = ++this.#clock;
    const row = this.#orStarting(id, await readRow(id));
    if (look < (this.#looks.get(id) ?? 0)) return undefined;
    this.#looks.set(id, look);
    if (row === undefined) return this.#rows.delete(id) ? id : undefined;
    this.#rows.set(id, row);
    return this.#shown(row);
  }

  /** A run has its row as soon as it is asked for: its folder, and what it says in it, is made meanwhile. */
  #orStarting(id: string, row: RunRow | undefined): RunRow | undefined {
    const isUnread = row === undefined || row.state === "damaged";
    return isUnread && this.options.live?.(id)?.state === "starting" ? startingRow(id) : row;
  }

  #tell(looked: readonly (RunRow | string | undefined)[], gone: readonly string[] = []): void {
    const rows = looked.filter((one) => typeof one === "object");
    const lost = looked.filter((one) => typeof one === "string");
    this.options.onChange({ rows, gone: [...gone, ...lost], reading: this.#reading });
  }

  #shown(row: RunRow): RunRow {
    const live = row.state === "damaged" ? undefined : this.options.live?.(row.id);
    return annotated({ ...row, ...live }, this.#notes.get(folderOf(row.id))?.get(row.runId));
  }

  async #readNotes(folder: string): Promise<void> {
    const { notes, problem } = await readNotes(folder);
    this.#notes.set(folder, notes);
    this.options.onNotes({ file: notesFile(folder), ...(problem && { problem }) });
  }
}

/** The folder of the experiment files. */
export const folderOf = (runDirectory: string): string => path.resolve(runDirectory, "..", "..", "..");

/** The moment in the name of a run folder; an experiment's name may stand before it. */
const timeOf = (directory: string): string => /-(\d{8}-\d{6})-[0-9a-f]{4}$/.exec(directory)?.[1] ?? "";
