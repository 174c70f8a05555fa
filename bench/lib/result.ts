/** What a benchmark found: the form of `results.json`, from which `RESULTS.md` is written. */
import { z } from "zod";

const ratioSchema = z.object({ ofMedians: z.number(), smallest: z.number(), largest: z.number() });

/** One contestant of one comparison, or one measurement that is compared with nothing. */
const entrySchema = z.object({
  title: z.string(),
  /** Durations in the unit of the case, one a round. */
  rounds: z.array(z.number()),
  median: z.number(),
  smallest: z.number(),
  largest: z.number(),
  /** How many times faster ours is; none for ours itself. */
  ratio: ratioSchema.optional(),
  /** Peak resident memory of the process, MiB: VmHWM. */
  peakMiB: z.number().optional(),
  /** Building, compiling and the first runs, seconds; no part of the rounds. */
  warmUpS: z.number().optional(),
  /** Computed from a part of the work, as the case says. */
  extrapolated: z.boolean().optional(),
  /** One more figure, for people. */
  detail: z.string().optional(),
});
export type Entry = z.infer<typeof entrySchema>;

const groupSchema = z.object({
  title: z.string(),
  entries: z.array(entrySchema),
  /** The largest share of the processor that others took in a turn, 0..1; much of it spoils the figures. */
  othersBusy: z.number(),
});
export type Group = z.infer<typeof groupSchema>;

export const environmentSchema = z.object({
  processor: z.string(),
  cores: z.number(),
  memoryGiB: z.number(),
  platform: z.string(),
  versions: z.record(z.string(), z.string()),
});
export type Environment = z.infer<typeof environmentSchema>;

export const caseResultSchema = z.object({
  title: z.string(),
  /** ISO 8601. */
  measuredAt: z.string(),
  unit: z.enum(["ms", "s"]),
  /** What a duration is the duration of. */
  of: z.string(),
  groups: z.array(groupSchema),
  /** By the names that the project's targets use; above 1 means ours is faster. The worst of the case's groups. */
  ratios: z.record(z.string(), z.number()),
  /** Other figures with targets, units in their names. */
  figures: z.record(z.string(), z.number()),
  notes: z.array(z.string()),
  /** What it ran on; a case compares within itself only, so that others may have run elsewhere. */
  environment: environmentSchema,
});
export type CaseResult = z.infer<typeof caseResultSchema>;

export const resultsSchema = z.object({
  /** The command of the last run; cases that it left out stand as an earlier one found them. */
  command: z.string(),
  ratios: z.record(z.string(), z.number()),
  figures: z.record(z.string(), z.number()),
  cases: z.record(z.string(), caseResultSchema),
});
export type Results = z.infer<typeof resultsSchema>;
