/**
 * Advice before training: what studies of the engine are asked and answer, and `.transfer-lab/advice.json`, which keeps it
 * beside the runs, so that what came of it can be seen.
 */
import { z } from "zod";

/** So many labelled examples tell good sources from bad ones, and take seconds. */
export const RANKED_EXAMPLES = 500;
/** Of source and of target: enough for a linear classifier of the two. */
export const COMPARED_EXAMPLES = 200;

/** A network that may be the source of an experiment. */
export const sourceCandidateSchema = z.object({
  /** Its folder: from that of the experiment file, or absolute. */
  model: z.string(),
  /** How an experiment file names it. */
  named: z.string(),
  title: z.string(),
  /** The id of a ready model of the per-user cache, which has to be put into the workspace before a file names it. */
  ready: z.string().optional(),
});
export type SourceCandidate = z.infer<typeof sourceCandidateSchema>;

export const rankOptionsSchema = z.object({
  candidates: z.array(sourceCandidateSchema),
  /** Labelled training examples that are looked at, at most. */
  examples: z.number().int().min(2),
});

/** Larger is better, each on its own scale; the first two need a network with outputs for classes. */
const scoresSchema = z.object({
  leep: z.number().optional(),
  nce: z.number().optional(),
  hScore: z.number(),
  logMe: z.number(),
  /** 0..1 */
  nearestNeighbour: z.number(),
});
export type Scores = z.infer<typeof scoresSchema>;
export type ScoreId = keyof Scores;

const rankedSourceSchema = sourceCandidateSchema.extend({
  scores: scoresSchema,
  /** How many the scores looked at. */
  features: z.number().int(),
  /** What a run of the experiment with it takes at most, roughly. */
  seconds: z.number(),
  megabytes: z.number(),
});
export type RankedSource = z.infer<typeof rankedSourceSchema>;

export const sourceRankingSchema = z.object({
  version: z.literal(1),
  /** Of the target, labelled, that were looked at. */
  examples: z.number().int(),
  classes: z.number().int(),
  /** Best first. */
  ranked: z.array(rankedSourceSchema),
  /** Those that cannot be used here. */
  unfit: z.array(sourceCandidateSchema.extend({ why: z.string() })),
});
export type SourceRanking = z.infer<typeof sourceRankingSchema>;

/** How far source and target lie apart in the features of the source network. */
export const domainShiftSchema = z.object({
  /** Proxy A-distance, 0 (nobody can tell them apart) to 2. */
  distance: z.number(),
  /** Examples of each of the two that were looked at. */
  examples: z.number().int(),
});
export type DomainShift = z.infer<typeof domainShiftSchema>;

export const shiftOptionsSchema = z.object({
  /** Of source and of target, at most. */
  examples: z.number().int().min(2),
});

/** Null where there is nothing to compare: the source names no examples, or others than the target's. */
export const shiftResultSchema = z.object({ shift: domainShiftSchema.nullable() });
export type ShiftResult = z.infer<typeof shiftResultSchema>;

/** What came of something that was run. */
const outcomeSchema = z.object({
  id: z.string(),
  /** What it is judged by; larger is better. */
  value: z.number(),
  /** As a person reads it: `84.1 %`. */
  text: z.string(),
  /** From the beginning of the run to its end, pauses included. */
  seconds: z.number().optional(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** What was advised last for one experiment file. */
const adviceSchema = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Best first, with the time that was predicted for a run, where one was. */
  ranked: z.array(z.object({ id: z.string(), title: z.string(), seconds: z.number().optional() })),
  /** One an id; runs may be gone since. */
  cameOut: z.array(outcomeSchema),
});
export type Advice = z.infer<typeof adviceSchema>;

/** `sources` are model folders as experiment files name them, `methods` ids of methods; by the name of the file. */
export const adviceFileSchema = z.object({
  version: z.literal(1),
  sources: z.record(z.string(), adviceSchema),
  methods: z.record(z.string(), adviceSchema),
});
export type AdviceFile = z.infer<typeof adviceFileSchema>;
export type AdviceKind = "sources" | "methods";
