/** What the trials of a run share: compiled graphs, frozen parts, kept records, and how the time was spent. */
import os from "node:os";
import type { RecordCache } from "../records/record-cache";
import type { Backend } from "./backend";
import { Compiler } from "./compile/compiler";
import { FrozenParts } from "./frozen-part";
import type { Rehearsal } from "./rehearsal";

/** Added up over the trials of a run, since this process began with it. */
export interface Performance {
  /** Milliseconds in training steps and waiting for their data. */
  trainingMs: number;
  /** Of these, those spent waiting for data. */
  waitedMs: number;
  /** Examples that a frozen part was run for. */
  featuresComputed: number;
  /** Examples whose features were there. */
  featuresReused: number;
}

export interface Services {
  readonly compiler: Compiler;
  readonly frozenParts: FrozenParts;
  /** Keeps frozen features and decoded pictures; without it everything is computed whenever it is needed. */
  readonly records: RecordCache | undefined;
  /** What the bits of features depend on besides weights and data. */
  readonly environment: object;
  readonly performance: Performance;
  /** Where the training is only tried out. */
  readonly rehearsal?: Rehearsal;
  dispose(): Promise<void>;
}

/** The backend has to be started. The records stay their owner's. */
export function createServices(backend: Backend, records?: RecordCache): Services {
  const compiler = new Compiler();
  const frozenParts = new FrozenParts(compiler);
  return {
    compiler,
    frozenParts,
    records,
    environment: { backend, processor: os.cpus()[0]?.model ?? process.arch },
    performance: { trainingMs: 0, waitedMs: 0, featuresComputed: 0, featuresReused: 0 },
    dispose: async () => {
      await frozenParts.dispose();
      compiler.dispose();
    },
  };
}
