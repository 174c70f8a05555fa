/** Why no learning rate can be looked for with an experiment. */
import { t } from "@vscode/l10n";
import { methodById } from "../methods";
import type { Problem } from "../protocol/problem";
import { problemOf } from "./finding";
import type { Experiment } from "./types";

/** @returns nothing where its method trains one network in steps */
export function rateFault({ method, file }: Pick<Experiment, "method" | "file">): Problem | undefined {
  const spec = methodById(method);
  if (spec === undefined) throw new Error(`no method ${method}`);
  const { title, untrained = false, network, inTurn = false } = spec;
  const message =
    untrained || network === "none"
      ? t(
          "must be a method that trains one network in steps, and {0} takes no training steps, so it has no learning rate to look for",
          title,
        )
      : inTurn
        ? t(
            "must be a method that trains one network in steps, and {0} trains one network after the other, which no single sweep of the rate can show; try a few rates by hand",
            title,
          )
        : undefined;
  if (message === undefined) return undefined;
  return problemOf({ severity: "error", code: "rates/no-steps", path: ["method"], message }, file);
}
