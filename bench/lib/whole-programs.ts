/** Interleaved rounds of whole programs, each from its start to its end. */
import { watchOthers } from "./busy";
import type { ProgramResult } from "./program";
import type { Entry, Group } from "./result";
import { ratioOf, spreadOf } from "./statistics";

export interface WholeProgram {
  title: string;
  /** Takes part in the first rounds only; in all where left out. */
  rounds?: number;
  /** Whether its duration is computed from a part of the work. */
  extrapolated: boolean;
  run: () => Promise<Pick<ProgramResult, "seconds" | "peakMiB"> & { detail?: string }>;
}

export interface WholeProgramsOptions {
  title: string;
  /** The first one is ours, with which the others are compared. */
  programs: readonly WholeProgram[];
  rounds: number;
  say: (text: string) => void;
}

export async function measurePrograms({ title, programs, rounds, say }: WholeProgramsOptions): Promise<Group> {
  const standings = programs.map((program) => ({
    program,
    seconds: [] as number[],
    peakMiB: undefined as number | undefined,
    detail: undefined as string | undefined,
  }));
  let othersBusy = 0;
  for (let round = 1; round <= rounds; round++) {
    for (const standing of standings) {
      const { program } = standing;
      if (round > (program.rounds ?? rounds)) continue;
      const others = watchOthers();
      const { seconds, peakMiB, detail } = await program.run();
      othersBusy = Math.max(othersBusy, others());
      standing.seconds.push(seconds);
      if (peakMiB !== undefined) standing.peakMiB = Math.max(standing.peakMiB ?? 0, peakMiB);
      standing.detail = detail;
      say(`${title}, round ${round} of ${rounds}: ${program.title} ${seconds.toFixed(1)} s ${detail ?? ""}`);
    }
  }
  const ours = standings[0]?.seconds ?? [];
  const entries = standings.map(({ program, seconds, peakMiB, detail }, index): Entry => ({
    title: program.title,
    rounds: seconds,
    ...spreadOf(seconds),
    ...(index === 0 ? {} : { ratio: ratioOf(ours, seconds) }),
    ...(peakMiB === undefined ? {} : { peakMiB }),
    ...(program.extrapolated ? { extrapolated: true } : {}),
    ...(detail === undefined ? {} : { detail }),
  }));
  return { title, entries, othersBusy };
}
