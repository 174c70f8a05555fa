/**
 * Writes lists of corrections, and takes back what it wrote. The data themselves are never touched. A list that somebody else
 * has changed in the meantime is left as they made it.
 */
import { readFile, rm } from "node:fs/promises";
import { correctionsFile, readCorrections } from "../../data/corrections";
import type { Correction } from "../../protocol/corrections";
import type { Change } from "../../protocol/examples";
import { ProblemError } from "../../protocol/problem";
import { writeText } from "../../runs/json-file";
import { writing } from "../../runs/write-problem";

export interface Correcting {
  /** Absolute, of the data set. */
  data: string;
  /** What becomes of which examples, with the class that the data give each. */
  examples: readonly { example: string; was: string | undefined }[];
  change: Change;
  /** The label column that classes are of, where the experiment names one. */
  of: string | undefined;
}

interface Step {
  file: string;
  /** Contents of the list; undefined where there was none. */
  before: string | undefined;
  after: string | undefined;
  title: string;
}

export class CorrectionHistory {
  readonly #steps: Step[] = [];
  /** Changes one after the other, so that none is lost. */
  #last: Promise<unknown> = Promise.resolve();

  /** What `undo` would take back, as a sentence part: `exclude 1 example`. */
  get undoable(): string | undefined {
    return this.#steps.at(-1)?.title;
  }

  /** @throws ProblemError where the list is damaged or cannot be written; nothing is changed then */
  change(correcting: Correcting): Promise<void> {
    return this.#queue(async () => {
      const { data } = correcting;
      const file = correctionsFile(data);
      const before = await textOf(file);
      const corrections = changed(await readCorrections({ absolute: data, path: data }), correcting);
      const after = corrections.length === 0 ? undefined : listText(corrections);
      if (after === before) return;
      await write(file, after);
      this.#steps.push({ file, before, after, title: titleOf(correcting) });
    });
  }

  /** @throws ProblemError where the list was changed in the meantime, or cannot be written */
  undo(): Promise<void> {
    return this.#queue(async () => {
      const step = this.#steps.pop();
      if (step === undefined) return;
      if ((await textOf(step.file)) !== step.after) throw changedMeanwhile(step.file);
      await write(step.file, step.before);
    });
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** What was corrected last comes last. */
function changed(corrections: readonly Correction[], { examples, change, of }: Correcting): Correction[] {
  const names = new Set(examples.map(({ example }) => example));
  const others = corrections.filter(({ example }) => !names.has(example));
  return [...others, ...examples.flatMap(({ example, was }) => corrected(example, was, { change, of }))];
}

function corrected(
  example: string,
  was: string | undefined,
  { change, of }: Pick<Correcting, "change" | "of">,
): Correction[] {
  const about = { example, ...(was !== undefined && { was }), ...(of !== undefined && { of }) };
  if (change.to === "excluded") return [{ ...about, excluded: true }];
  const isAsItWas = change.to === "as-it-was" || change.label === was;
  return isAsItWas ? [] : [{ ...about, label: change.label }];
}

function titleOf({ examples, change }: Correcting): string {
  const what = examples.length === 1 ? (examples[0]?.example ?? "") : `${examples.length} examples`;
  switch (change.to) {
    case "label":
      return `${what}: label ${change.label}`;
    case "excluded":
      return `${what}: excluded`;
    case "as-it-was":
      return `${what}: restored`;
  }
}

const listText = (corrections: readonly Correction[]): string =>
  `${JSON.stringify({ version: 1, corrections }, null, 2)}\n`;

async function write(file: string, text: string | undefined): Promise<void> {
  if (text !== undefined) await writeText(file, text);
  else await writing(file, () => rm(file, { force: true }));
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

const changedMeanwhile = (file: string): ProblemError =>
  new ProblemError({
    severity: "error",
    code: "data/corrections-changed",
    file,
    message: "was changed in the meantime, so nothing is undone; open the list and change it there",
  });
