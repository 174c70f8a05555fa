/** Interleaved rounds of contestants that stay up: ours, the first other, the second, …, ours again. */
import { z } from "zod";
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

interface Standing {
  contestant: Contestant;
  peer: Peer;
  opened: Opened;
  rounds: number[];
}

export interface Measured {
  group: Group;
  versions: Record<string, string>;
  /** Reasons why optional contestants dropped out. */
  dropped: string[];
}

export async function measureRounds(options: RoundsOptions): Promise<Measured> {
  const standings: Standing[] = [];
  const dropped: string[] = [];
  try {
    for (const contestant of options.contestants) {
      const standing = await open(contestant, options, dropped);
      if (standing === undefined) continue;
      standings.push(standing);
      const [ours] = standings;
      if (ours !== undefined && ours !== standing) options.check(ours.opened, standing.opened, contestant.title);
    }
    for (let round = 1; round <= options.rounds; round++) {
      for (const standing of standings) {
        const { ms } = await standing.peer.ask({ do: "run", count: options.count, skip: options.skip }, turnSchema);
        standing.rounds.push(median(ms));
      }
      const turns = standings.map(({ contestant, rounds }) => `${contestant.title} ${(rounds.at(-1) ?? 0).toFixed(2)}`);
      options.say(`${options.title}, round ${round} of ${options.rounds}: ${turns.join(" · ")} ms`);
    }
    const versions = versionsOf(standings.map(({ opened }) => opened));
    return { group: { title: options.title, entries: entriesOf(standings, options) }, versions, dropped };
  } finally {
    for (const { peer } of standings) await peer.close();
  }
}

export const versionsOf = (parts: readonly { versions: Record<string, string> }[]): Record<string, string> =>
  Object.fromEntries(parts.flatMap(({ versions }) => Object.entries(versions)));

async function open(
  contestant: Contestant,
  { title, say }: RoundsOptions,
  dropped: string[],
): Promise<Standing | undefined> {
  const peer = Peer.start(contestant.title, contestant);
  try {
    const opened = await peer.ask({ do: "open", ...contestant.open }, openedSchema);
    say(`${title}: ${contestant.title} is ready after ${opened.warmUpS.toFixed(1)} s`);
    return { contestant, peer, opened, rounds: [] };
  } catch (error) {
    await peer.close();
    if (contestant.optional !== true) throw error;
    const reason = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
    dropped.push(`${title}: ${contestant.title} did not run here (${reason})`);
    say(dropped.at(-1) ?? "");
    return undefined;
  }
}

function entriesOf(standings: readonly Standing[], { detail }: RoundsOptions): Entry[] {
  const ours = standings[0]?.rounds ?? [];
  return standings.map(({ contestant, peer, opened, rounds }, index): Entry => {
    const spread = spreadOf(rounds);
    const peakMiB = peer.peakMiB();
    return {
      title: contestant.title,
      rounds,
      ...spread,
      ...(index === 0 ? {} : { ratio: ratioOf(ours, rounds) }),
      ...(peakMiB === undefined ? {} : { peakMiB }),
      warmUpS: opened.warmUpS,
      ...(detail === undefined ? {} : { detail: detail(spread.median) }),
    };
  });
}
