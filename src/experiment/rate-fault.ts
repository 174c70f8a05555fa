/** Why no learning rate can be looked for with an experiment. */
import { methodById } from "../methods";
import type { Problem } from "../protocol/problem";
import { problemOf } from "./finding";
import type { Experiment } from "./types";

/** @returns nothing where its method trains one network in steps */
export function rateFault({ method, file }: Pick<Experiment, "method" | "file">): Problem | undefined {
  const spec = methodById(method);
  if (spec === undefined) throw new Error(`no method ${method}`);
  const { title, untrained = false, network, inTurn = false } = spec;
  const why =
    untrained || network === "none"
      ? "takes no training steps, so it has no learning rate to look for"
      : inTurn
        ? "trains one network after the other, which no single sweep of the rate can show; try a few rates by hand"
        : undefined;
  if (why === undefined) return undefined;
  const message = `must be a method that trains one network in steps, and ${title} ${why}`;
  return problemOf({ severity: "error", code: "rates/no-steps", path: ["method"], message }, file);
}
