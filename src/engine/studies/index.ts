/** Every study by the name that a client asks for: a new one is a file beside this one, and a line here. */
import { findRates } from "./find-rates";
import { measureShift } from "./measure-shift";
import { rankSources } from "./rank-sources";
import type { Study } from "./study";

export const studies: Readonly<Partial<Record<string, Study>>> = {
  "find-rates": findRates,
  "measure-shift": measureShift,
  "rank-sources": rankSources,
};
