/**
 * The arms of a sweep over the layers where a network is cut: `base`, the network trained on the target alone, and for
 * each cut n the networks of Yosinski et al. 2014: `A3B`, `A3B+`, `B3B`, `B3B+`, and `random3`.
 */
import { sweepCurves, type SweepCurve } from "../experiment/types";

export const SWEEP_BASE = "base";

const patterns: Readonly<Record<SweepCurve, (cut: number) => string>> = {
  AnB: (cut) => `A${cut}B`,
  "AnB+": (cut) => `A${cut}B+`,
  BnB: (cut) => `B${cut}B`,
  "BnB+": (cut) => `B${cut}B+`,
  random: (cut) => `random${cut}`,
};

/** @param cut how many layers are copied, from 1 */
export const sweepArm = (curve: SweepCurve, cut: number): string => patterns[curve](cut);

/** @returns undefined for an arm that is not one of a cut */
export function readSweepArm(arm: string): { curve: SweepCurve; cut: number } | undefined {
  const cut = Number(/\d+/.exec(arm)?.[0] ?? 0);
  const curve = sweepCurves.find((one) => sweepArm(one, cut) === arm);
  return curve === undefined ? undefined : { curve, cut };
}
