/** What came of advice: how those that were run came out, beside how they had been ranked. */
import type { Advice } from "../../protocol/advice";
import { ordinal } from "./ordinal";

/** @returns a sentence for each that was run, the best first; what was not ranked counts for nothing */
export function hindsight({ ranked, cameOut }: Pick<Advice, "ranked" | "cameOut">): string[] {
  const known = cameOut
    .filter(({ id }) => ranked.some((one) => one.id === id))
    .toSorted((one, two) => two.value - one.value);
  return known.map(({ id, value, text }) => {
    const advised = ranked.findIndex((one) => one.id === id) + 1;
    const said = `${ranked[advised - 1]?.title ?? id}: ranked ${ordinal(advised)} of ${ranked.length}`;
    if (known.length === 1) return `${said}; the only one that was run so far (${text}).`;
    const place = 1 + known.filter((other) => other.value > value).length;
    return `${said}, came out ${ordinal(place)} of the ${known.length} that were run (${text}).`;
  });
}
