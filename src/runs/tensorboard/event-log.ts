/**
 * The event files of a run for TensorBoard, written as it goes: a folder for each trial, which TensorBoard calls a run. An
 * epoch or a trial's end is exactly one record, so a resumed run keeps as many records as the metrics kept rows.
 *
 *     <run folder>/tensorboard/transfer-seed1/events.out.tfevents.<seconds>.transfer-lab
 *                             /report/events.out.tfevents.<seconds>.transfer-lab   the verdict, as text
 *
 * A run has such files where its folder has `tensorboard`, which `createRun` makes where a person wants them.
 */
import { appendFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import type { MetricRow } from "../../protocol/metrics";
import type { Report } from "../../protocol/report";
import { runFiles } from "../layout";
import { scalarsEvent, textEvent, versionEvent } from "./events";
import { recordEnds, recordOf } from "./record";
import { scalarsOf } from "./row-scalars";

const REPORT = "report";

export class EventLog {
  /** By folder: the file that is written. */
  readonly #files = new Map<string, string>();

  private constructor(private readonly folder: string) {}

  /**
   * @param rows of the metrics that were kept: what was written after them is cut off
   * @returns undefined where the run has no such files
   */
  static async open(runDirectory: string, rows: readonly MetricRow[]): Promise<EventLog | undefined> {
    const folder = runFiles(runDirectory).tensorBoard;
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) return undefined;
    const log = new EventLog(folder);
    await log.#cutOff(rows);
    return log;
  }

  async row(row: MetricRow): Promise<void> {
    const scalars = scalarsOf(row);
    if (scalars !== undefined) await this.#append(folderOf(row), scalarsEvent(now(), scalars));
  }

  async report({ verdict }: Pick<Report, "verdict">): Promise<void> {
    await this.#append(REPORT, textEvent(now(), "verdict", verdict.sentence));
  }

  async #append(folder: string, event: Buffer): Promise<void> {
    await appendFile(this.#files.get(folder) ?? (await this.#begin(folder)), recordOf(event));
  }

  async #begin(folder: string): Promise<string> {
    const parent = path.join(this.folder, folder);
    await mkdir(parent, { recursive: true });
    const file = path.join(parent, `events.out.tfevents.${Math.floor(now())}.transfer-lab`);
    await writeFile(file, recordOf(versionEvent(now())));
    this.#files.set(folder, file);
    return file;
  }

  async #cutOff(rows: readonly MetricRow[]): Promise<void> {
    const kept = new Map<string, MetricRow[]>();
    for (const row of rows) {
      if (scalarsOf(row) === undefined) continue;
      const own = kept.get(folderOf(row)) ?? [];
      own.push(row);
      kept.set(folderOf(row), own);
    }
    const present = (await readdir(this.folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    for (const { name } of present) if (!kept.has(name)) await rm(path.join(this.folder, name), { recursive: true });
    for (const [folder, own] of kept) await this.#keep(folder, own);
  }

  /** The first record is the file's version. Cuts a file behind the records of these rows; where it has fewer, it is written anew. */
  async #keep(folder: string, rows: readonly MetricRow[]): Promise<void> {
    const parent = path.join(this.folder, folder);
    const names = (await readdir(parent).catch(() => [])).filter((name) => name.startsWith("events.out.tfevents."));
    const [name] = names;
    if (name !== undefined && names.length === 1) {
      const file = path.join(parent, name);
      const end = recordEnds(await readFile(file))[rows.length];
      if (end !== undefined) {
        await truncate(file, end);
        this.#files.set(folder, file);
        return;
      }
    }
    await rm(parent, { recursive: true, force: true });
    for (const row of rows) await this.row(row);
  }
}

const folderOf = ({ arm, seed }: Pick<MetricRow, "arm" | "seed">): string => `${arm}-seed${seed}`;

/** Seconds since 1970. */
const now = (): number => Date.now() / 1000;
