/**
 * Messages between a client (editor host or command line) and the engine, a child process, over Node's IPC channel.
 *
 * The engine speaks first: `hello` with its protocol version; a client that reads another version ends it and says so.
 * Then the client sends exactly one `run`, `resume` or `study`. Every request carries an id and is answered by one
 * `reply`, also when it fails. `ended` or `failed` closes the run, exactly once, after everything was written to the run
 * folder; the process then exits. The engine exits by itself when the channel closes, because its parent is gone.
 *
 * A study is work of the engine that is no run and writes no run folder: it looks for something with data and networks
 * of an experiment. `stage` messages say how far it is; `studied` closes it with what it found, `ended` with reason
 * `stopped` where the person stopped it, `failed` where it could not be done.
 */
import { z } from "zod";
import { metricRowSchema, runStateSchema, stageSchema } from "./metrics";
import { problemSchema } from "./problem";

export const PROTOCOL_VERSION = 2;

export const toEngineSchema = z.discriminatedUnion("type", [
  /** Starts the run whose folder holds `experiment.json`; the client made both. */
  z.object({ type: z.literal("run"), id: z.number(), runDirectory: z.string() }),
  /** Goes on from the last checkpoint of an interrupted or stopped run. */
  z.object({ type: z.literal("resume"), id: z.number(), runDirectory: z.string() }),
  /** Carries out the study of that name; the engine decodes experiment and options. */
  z.object({
    type: z.literal("study"),
    id: z.number(),
    study: z.string(),
    experiment: z.unknown(),
    options: z.unknown(),
  }),
  z.object({ type: z.literal("pause"), id: z.number() }),
  z.object({ type: z.literal("continue"), id: z.number() }),
  /** Ends after the step in hand and its checkpoint; `ended` with reason `stopped` follows. */
  z.object({ type: z.literal("stop"), id: z.number() }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

export const fromEngineSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    protocol: z.number(),
    /** `tensorflow` for the native runtime, `cpu` for the JavaScript backend. */
    backend: z.string(),
    /** TensorFlow's version, or tfjs's. */
    version: z.string(),
  }),
  z.object({ type: z.literal("reply"), id: z.number(), problem: problemSchema.optional() }),
  z.object({ type: z.literal("stage"), stage: stageSchema }),
  z.object({ type: z.literal("row"), row: metricRowSchema }),
  z.object({ type: z.literal("state"), state: runStateSchema }),
  z.object({ type: z.literal("warning"), problem: problemSchema }),
  /** What a study found, decoded by who asked for it. */
  z.object({ type: z.literal("studied"), result: z.unknown() }),
  z.object({ type: z.literal("ended"), reason: z.enum(["finished", "stopped"]) }),
  z.object({ type: z.literal("failed"), problem: problemSchema }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
