/**
 * Where runs live and what a run folder holds. The engine writes it; everyone reads it.
 *
 *     <folder of the experiment file>/.transfer-lab/
 *       models/<fingerprint>/        source models trained here, tfjs layers format
 *       locks/<experiment>.lock      held while a run of that experiment is going on
 *       runs/<run id>/
 *         experiment.json            the Experiment, written by the client before the engine starts
 *         experiment.transfer.json   the file as it was, comments and all
 *         environment.json           runtime, versions, threads, fingerprints of the data
 *         network.json               the layers of the diagram
 *         state.json                 where the run is; rewritten atomically
 *         metrics.jsonl              append-only rows (protocol/metrics.ts)
 *         warnings.jsonl             append-only problems that do not end the run
 *         performance.json           how the time was spent, over all processes of the run; rewritten atomically
 *         checkpoints/               the last two
 *         model/seed-<n>/            the trained models of the transfer arm, and predictions.json: what each answered
 *         near-duplicates.json       test examples that training examples almost equal
 *         kept/<arm>-<n>/            networks that later arms of the same seed begin from
 *         tensorboard/               event files, where a person wants them (tensorboard/event-log.ts)
 *         report.json, report.html
 */
import path from "node:path";
import { z } from "zod";
import { runStateSchema, stageSchema } from "../protocol/metrics";
import { PREDICTIONS_FILE } from "../protocol/predictions";
import { problemSchema } from "../protocol/problem";

export const LAB_FOLDER = ".transfer-lab";

export const experimentName = (experimentFile: string): string =>
  path.basename(experimentFile).replace(/\.transfer\.json$/i, "");

export const labFolder = (experimentFile: string): string => path.join(path.dirname(experimentFile), LAB_FOLDER);
export const runsFolder = (experimentFile: string): string => path.join(labFolder(experimentFile), "runs");
export const modelsFolder = (experimentFile: string): string => path.join(labFolder(experimentFile), "models");
export const lockFile = (experimentFile: string): string =>
  path.join(labFolder(experimentFile), "locks", `${experimentName(experimentFile)}.lock`);

/** `pets` for the run `pets-20260314-150926-0a1b`. */
export const experimentOfRun = (runId: string): string => runId.replace(/-\d{8}-\d{6}-[0-9a-f]{4}$/, "");

/** The files of one run folder. */
export const runFiles = (runDirectory: string) => ({
  experiment: path.join(runDirectory, "experiment.json"),
  source: path.join(runDirectory, "experiment.transfer.json"),
  environment: path.join(runDirectory, "environment.json"),
  network: path.join(runDirectory, "network.json"),
  state: path.join(runDirectory, "state.json"),
  metrics: path.join(runDirectory, "metrics.jsonl"),
  warnings: path.join(runDirectory, "warnings.jsonl"),
  performance: path.join(runDirectory, "performance.json"),
  checkpoints: path.join(runDirectory, "checkpoints"),
  model: (seed: number) => path.join(runDirectory, "model", `seed-${seed}`),
  predictions: (seed: number) => path.join(runDirectory, "model", `seed-${seed}`, PREDICTIONS_FILE),
  nearDuplicates: path.join(runDirectory, "near-duplicates.json"),
  kept: (arm: string, seed: number) => path.join(runDirectory, "kept", `${arm}-${seed}`),
  tensorBoard: path.join(runDirectory, "tensorboard"),
  report: path.join(runDirectory, "report.json"),
  html: path.join(runDirectory, "report.html"),
});

/** `state.json`. */
export const runStatusSchema = z.object({
  version: z.literal(1),
  state: runStateSchema,
  /** The engine's process while `starting`, `running` or `paused`. */
  pid: z.number().int().optional(),
  stage: stageSchema.optional(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  updatedAt: z.string(),
  problem: problemSchema.optional(),
});
export type RunStatus = z.infer<typeof runStatusSchema>;

/** `environment.json`: what a replay needs to know. */
export const environmentSchema = z.object({
  version: z.literal(1),
  transferLab: z.string(),
  /** `tensorflow` (native) or `cpu` (JavaScript). */
  backend: z.string(),
  backendVersion: z.string(),
  /** Why it is the JavaScript backend, where it is. */
  backendWarning: z.string().optional(),
  node: z.string(),
  platform: z.string(),
  threads: z.number().int(),
  fingerprints: z.record(z.string(), z.string()),
});
export type Environment = z.infer<typeof environmentSchema>;

/** `performance.json`: apart from the metrics, which are the same in each repetition of a run, as times are not. */
export const timeSpentSchema = z.object({
  version: z.literal(1),
  graphSteps: z.number().int(),
  plainSteps: z.number().int(),
  reasons: z.array(z.string()),
  largestDifference: z.number(),
  trainingMs: z.number(),
  /** Of these, those spent waiting for data. */
  waitedMs: z.number(),
  featuresComputed: z.number().int(),
  featuresReused: z.number().int(),
});
export type TimeSpent = z.infer<typeof timeSpentSchema>;
