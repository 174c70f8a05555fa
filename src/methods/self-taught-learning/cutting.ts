/** How examples are cut into pieces, as the options say it. */
import { Cutting } from "../../training/patches";
import type { SelfTaughtOptions } from "./options";

/** @param inputShape of an example */
export function cuttingFor({ pieces, patch, stride, pool }: SelfTaughtOptions, inputShape: readonly number[]): Cutting {
  const all = Number.MAX_SAFE_INTEGER;
  const piece = { patches: [patch, patch], frames: [patch, all], whole: [all, all] } as const;
  return new Cutting({ inputShape, piece: piece[pieces], stride, grid: pool });
}

/** Whether each piece loses its own mean, its brightness; else its mean over all pieces. */
export const losesOwnMean = ({ pieces }: SelfTaughtOptions, inputShape: readonly number[]): boolean =>
  pieces === "patches" && inputShape.length === 3;
