/**
 * Interleaved rounds of contestants that stay up: ours, the first other, the second, …, ours again.
 *
 * A round in which others kept the machine busy is measured again. Where the machine does not become quiet, the rounds
 * that were disturbed least count: chosen by what others did, never by what was measured.
 */
import { z } from "zod";
import { watchOthers } from "./busy";
import type { PeerCommand } from "./peer";
import { Peer } from "./peer";
import type { Entry, Group } from "./result";
import { median, ratioOf, spreadOf } from "./statistics";

export interface Contestant extends PeerCommand {
  title: string;
  /** The request that makes it ready. */
  open: object;
  /** May drop out where it cannot be made ready on this machine. */
  optional?: true;
}

export interface RoundsOptions {
  title: string;
  /** The first one is ours. */
  contestants: readonly [Contestant, ...Contestant[]];
  /** That count. */
  rounds: number;
  /** Measurements in a turn; the turn counts as their median. */
  count: number;
  /** Runs at the beginning of a turn that do not count: whoever had its turn before may still be spinning down. */
  skip: number;
  say: (text: string) => void;
  /** Looks at the first result of each before anything counts. @throws Error where they are not the same work */
  check: (ours: Opened, other: Opened, title: string) => void;
  /** One more figure of an entry, from its median. */
  detail?: (medianMs: number) => string;
}

const openedSchema = z.object({
  /** What the first run computed, for the check. */
  result: z.array(z.number()),
  /** From the request until the fourth result, when everything is compiled, seconds. */
  warmUpS: z.number(),
  versions: z.record(z.string(), z.string()),
});
export type Opened = z.infer<typeof openedSchema>;
const turnSchema = z.object({ ms: z.array(z.number()).min(1) });

/** Share of the processor that others may take in a round. */
const QUIET = 0.1;
/** As many times the rounds that count are measured at most. */
const PATIENCE = 3;

interface Standing {
  contestant: Contestant;
  peer: Peer;
  opened: Opened;
}

interface Round {
  /** One turn a contestant, in their order. */
  ms: number[];
  /** The largest share that others took in a turn. */
  othersBusy: number;
}

export interface Measured {
  group: Group;
  versions: Record<string, string>;
  /** For people: why optional contestants dropped out, and how many rounds do not count. */
  notes: string[];
}

export async function measureRounds(options: RoundsOptions): Promise<Measured> {
  const standings: Standing[] = [];
  const notes: string[] = [];
  try {
    for (const contestant of options.contestants) {
      const standing = await open(contestant, options, notes);
      if (standing === undefined) continue;
      standings.push(standing);
      const [ours] = standings;
      if (ours !== undefined && ours !== standing) options.check(ours.opened, standing.opened, contestant.title);
    }
    const all = await measureUntilQuiet(standings, options);
    const counting = quietest(all, options.rounds);
    if (all.length > counting.length)
      notes.push(`${options.title}: the ${counting.length} quietest of ${all.length} rounds.`);
    const group = {
      title: options.title,
      entries: entriesOf(standings, counting, options),
      othersBusy: Math.max(...counting.map(({ othersBusy }) => othersBusy)),
    };
    return { group, versions: versionsOf(standings.map(({ opened }) => opened)), notes };
  } finally {
    for (const { peer } of standings) await peer.close();
  }
}

async function measureUntilQuiet(standings: readonly Standing[], options: RoundsOptions): Promise<Round[]> {
  const rounds: Round[] = [];
  const quiet = () => rounds.filter(({ othersBusy }) => othersBusy <= QUIET).length;
  while (quiet() < options.rounds && rounds.length < PATIENCE * options.rounds) {
    const round: Round = { ms: [], othersBusy: 0 };
    for (const { peer } of standings) {
      const others = watchOthers();
      const { ms } = await peer.ask({ do: "run", count: options.count, skip: options.skip }, turnSchema);
      round.ms.push(median(ms));
      round.othersBusy = Math.max(round.othersBusy, others());
    }
    rounds.push(round);
    const turns = standings.map(({ contestant }, index) => `${contestant.title} ${(round.ms[index] ?? 0).toFixed(2)}`);
    const disturbance = `others ${(100 * round.othersBusy).toFixed(0)} %`;
    options.say(`${options.title}, round ${rounds.length}: ${turns.join(" · ")} ms (${disturbance})`);
  }
  return rounds;
}

/** In the order in which they were measured. */
function quietest(rounds: readonly Round[], count: number): Round[] {
  const chosen = new Set([...rounds].sort((one, other) => one.othersBusy - other.othersBusy).slice(0, count));
  return rounds.filter((round) => chosen.has(round));
}

export const versionsOf = (parts: readonly { versions: Record<string, string> }[]): Record<string, string> =>
  Object.fromEntries(parts.flatMap(({ versions }) => Object.entries(versions)));

async function open(
  contestant: Contestant,
  { title, say }: RoundsOptions,
  notes: string[],
): Promise<Standing | undefined> {
  const peer = Peer.start(contestant.title, contestant);
  try {
    const opened = await peer.ask({ do: "open", ...contestant.open }, openedSchema);
    say(`${title}: ${contestant.title} is ready after ${opened.warmUpS.toFixed(1)} s`);
    return { contestant, peer, opened };
  } catch (error) {
    await peer.close();
    if (contestant.optional !== true) throw error;
    const reason = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
    notes.push(`${title}: ${contestant.title} did not run here (${reason})`);
    say(notes.at(-1) ?? "");
    return undefined;
  }
}

function entriesOf(standings: readonly Standing[], rounds: readonly Round[], { detail }: RoundsOptions): Entry[] {
  const turnsOf = (position: number): number[] => rounds.map(({ ms }) => ms[position] ?? NaN);
  return standings.map(({ contestant, peer, opened }, index): Entry => {
    const spread = spreadOf(turnsOf(index));
    const peakMiB = peer.peakMiB();
    return {
      title: contestant.title,
      rounds: turnsOf(index),
      ...spread,
      ...(index === 0 ? {} : { ratio: ratioOf(turnsOf(0), turnsOf(index)) }),
      ...(peakMiB === undefined ? {} : { peakMiB }),
      warmUpS: opened.warmUpS,
      ...(detail === undefined ? {} : { detail: detail(spread.median) }),
    };
  });
}
