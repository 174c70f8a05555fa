/** How the time of a run was spent: part of its report, and the words for it that terminal, panel and page share. */
import { t } from "@vscode/l10n";
import { z } from "zod";

export const performanceSchema = z.object({
  /** Training steps, and batches through frozen layers, that ran as one graph of TensorFlow. */
  graphSteps: z.number().int(),
  /** Those that ran one operation at a time. */
  plainSteps: z.number().int(),
  /** Why steps that were to run as a graph did not. */
  reasons: z.array(z.string()),
  /** Between a graph and the same step run plainly, as a share of the largest value; 0 where nothing was compared. */
  largestDifference: z.number(),
  /** Share of the time in training that was spent waiting for data, 0..1. */
  dataWaitShare: z.number(),
  /** What frozen layers make of examples: computed for so many, and there already for so many. */
  features: z.object({ computed: z.number().int(), reused: z.number().int() }),
  /** Milliseconds in training steps and waiting for their data. */
  trainingMs: z.number(),
});
export type Performance = z.infer<typeof performanceSchema>;

/** `4,096 of 4,128 steps as one graph each`, `waited 2 % of the training time for data`, …; empty where nothing ran. */
export function speedParts(performance: Performance): string[] {
  return [...stepsPart(performance), ...waitPart(performance), ...featuresPart(performance)];
}

function stepsPart({ graphSteps, plainSteps }: Performance): string[] {
  const steps = graphSteps + plainSteps;
  if (steps === 0) return [];
  if (graphSteps === 0) return [t("{0} steps one operation at a time", count(steps))];
  if (plainSteps === 0) return [t("all {0} steps as one graph each", count(steps))];
  return [t("{0} of {1} steps as one graph each", count(graphSteps), count(steps))];
}

function waitPart({ trainingMs, dataWaitShare }: Performance): string[] {
  if (trainingMs === 0) return [];
  const percent = Math.round(100 * dataWaitShare);
  if (percent === 0) return [t("waited less than 1 % of the training time for data")];
  return [t("waited {0} % of the training time for data", percent)];
}

function featuresPart({ features: { computed, reused } }: Performance): string[] {
  if (computed + reused === 0) return [];
  return [t("features of frozen layers: {0} computed, {1} reused", count(computed), count(reused))];
}

const grouped = new Intl.NumberFormat("en-US");

/** `45,678` */
const count = (value: number): string => grouped.format(value);
