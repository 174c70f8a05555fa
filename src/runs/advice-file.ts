/**
 * `.transfer-lab/advice.json`: what was advised before training, kept beside the runs, so that what came of it can be
 * seen. The newest advice of each kind for each experiment file; a damaged file is a problem and stays as it is.
 */
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { adviceFileSchema, type Advice, type AdviceFile, type AdviceKind, type Outcome } from "../protocol/advice";
import { ProblemError } from "../protocol/problem";
import { readJson, writeJson } from "./json-file";
import { labFolder } from "./layout";

export const adviceFile = (experimentFile: string): string => path.join(labFolder(experimentFile), "advice.json");

const EMPTY: AdviceFile = { version: 1, sources: {}, methods: {} };

export interface Advising {
  kind: AdviceKind;
  /** Best first. */
  ranked: Advice["ranked"];
  /** Of runs that are there now. */
  outcomes: readonly Outcome[];
}

/**
 * Keeps advice in place of what there was for the file. What came of runs that are gone since is kept too.
 *
 * @param experimentFile absolute
 * @returns what is kept now
 * @throws ProblemError where the file is damaged or of a newer version, or cannot be written
 */
export async function keepAdvice(experimentFile: string, { kind, ranked, outcomes }: Advising): Promise<Advice> {
  const all = await readAll(experimentFile);
  const name = path.basename(experimentFile);
  const before = Object.hasOwn(all[kind], name) ? all[kind][name] : undefined;
  const gone = (before?.cameOut ?? []).filter(({ id }) => !outcomes.some((outcome) => outcome.id === id));
  const cameOut = [...gone, ...outcomes];
  if (before !== undefined && isDeepStrictEqual([before.ranked, before.cameOut], [ranked, cameOut])) return before;
  const advice = { at: new Date().toISOString(), ranked, cameOut };
  await writeJson(adviceFile(experimentFile), {
    ...all,
    [kind]: { ...all[kind], [name]: advice },
  } satisfies AdviceFile);
  return advice;
}

async function readAll(experimentFile: string): Promise<AdviceFile> {
  const read = await readJson(adviceFile(experimentFile), adviceFileSchema);
  if (read.ok) return read.value;
  if (read.missing) return EMPTY;
  const wayOut = read.problem.code === "runs/newer-version" ? "" : "; remove the file to have advice kept anew";
  throw new ProblemError({ ...read.problem, message: `${read.problem.message}${wayOut}` });
}
