/** What the page knows of the runs, and how a message of the editor changes it. Pure: all is drawn from the state alone. */
import {
  toLeaderboardSchema,
  type Comparison,
  type RunCurves,
  type RunRow,
  type ToLeaderboard,
} from "../../src/protocol/leaderboard";
import type { Problem } from "../../src/protocol/problem";
import { whyUnreadable } from "../why-unreadable";

export interface LeaderboardState {
  readonly canWrite: boolean;
  /** By id; undefined before the first rows. */
  readonly rows: ReadonlyMap<string, RunRow> | undefined;
  /** Whether more rows are on their way. */
  readonly reading: boolean;
  readonly comparison: Comparison | undefined;
  /** By `curveKey`. */
  readonly curves: ReadonlyMap<string, RunCurves>;
  readonly problems: readonly Problem[];
  /** Why the last message that could not be read was left out. */
  readonly unreadable: string | undefined;
}

export const emptyLeaderboard: LeaderboardState = {
  canWrite: false,
  rows: undefined,
  reading: true,
  comparison: undefined,
  curves: new Map(),
  problems: [],
  unreadable: undefined,
};

export const curveKey = (id: string, { arm, split }: { arm: string; split: string }): string =>
  JSON.stringify([id, arm, split]);

/** @param message anything; what does not follow the protocol changes nothing but `unreadable` */
export function reduce(
  state: LeaderboardState,
  message: unknown,
): { state: LeaderboardState; known: ToLeaderboard | undefined } {
  const parsed = toLeaderboardSchema.safeParse(message);
  if (!parsed.success) return { state: { ...state, unreadable: whyUnreadable(parsed.error) }, known: undefined };
  return { state: apply(state, parsed.data), known: parsed.data };
}

function apply(state: LeaderboardState, message: ToLeaderboard): LeaderboardState {
  switch (message.type) {
    case "start":
      return { ...state, canWrite: message.canWrite };
    case "rows":
      return { ...state, rows: withRows(state.rows, message), reading: message.reading };
    case "comparison":
      return { ...state, comparison: message.comparison };
    case "curves": {
      const curves = new Map(state.curves);
      for (const run of message.runs) curves.set(curveKey(run.id, message), run);
      return { ...state, curves };
    }
    case "notes": {
      const others = state.problems.filter(({ file }) => file !== message.file);
      return { ...state, problems: message.problem === undefined ? others : [...others, message.problem] };
    }
    case "select":
      return state;
  }
}

function withRows(
  before: ReadonlyMap<string, RunRow> | undefined,
  { rows, gone }: Extract<ToLeaderboard, { type: "rows" }>,
): ReadonlyMap<string, RunRow> {
  const next = new Map(before);
  for (const row of rows) next.set(row.id, row);
  for (const id of gone) next.delete(id);
  return next;
}
