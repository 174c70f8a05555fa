/** The cut that a finished sweep recommends, by its validation examples, and the edits that put it into the file. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import type { LayerState, SweepCurve } from "../../experiment/types";
import { bestCut } from "../../math/best-cut";
import type { Fix } from "../../protocol/problem";
import { SWEEP_BASE, sweepArm } from "../sweep-arms";
import type { MeasuredSweep } from "./measured-sweep";

/** The curves that a cut of the file can follow, the one that trains less first. */
const recommendable = { AnB: "frozen", "AnB+": "train" } as const satisfies Partial<Record<SweepCurve, LayerState>>;
type Recommendable = keyof typeof recommendable;

export interface Recommendation {
  curve: Recommendable;
  cut: number;
  /** Mean share of validation examples recognised. */
  validation: number;
}

/** @returns undefined before all trials of the curves have ended, and where there are no validation examples */
export function recommendationOf(measured: MeasuredSweep): Recommendation | undefined {
  const curves = (["AnB", "AnB+"] as const).filter((curve) => measured.sweep.curves.includes(curve));
  if (measured.cuts.length === 0 || !curves.every((curve) => measured.isComplete(curve))) return undefined;
  const best = curves.flatMap((curve): Recommendation[] => {
    const points = measured.cuts.flatMap((cut) =>
      [...measured.values(sweepArm(curve, cut), "validation")].map(([seed, validation]) => ({
        frozenLayers: cut,
        seed,
        validation,
      })),
    );
    const found = bestCut(points);
    return found === undefined ? [] : [{ curve, cut: found.frozenLayers, validation: found.validation }];
  });
  return best.reduce<Recommendation | undefined>(
    (top, one) => (top === undefined || one.validation > top.validation ? one : top),
    undefined,
  );
}

/** An offer to write the cut into the file. */
export function bestCutFinding(measured: MeasuredSweep, best: Recommendation): Finding {
  return {
    severity: "info",
    code: "result/best-cut",
    path: ["sweep"],
    atKey: true,
    message: messageOf(measured, best),
    fixes: [fixOf(measured, best)],
  };
}

function messageOf(measured: MeasuredSweep, { curve, cut, validation }: Recommendation): string {
  const copied = named(measured.copied(cut));
  const what = curve === "AnB" ? t("{0} copied and frozen", copied) : t("{0} copied and trained on", copied);
  const base = measured.figure(SWEEP_BASE, "validation")?.mean;
  const { length } = measured.seeds;
  const seeds = length === 1 ? t("1 seed") : t("{0} seeds", length);
  const values = [sweepArm(curve, cut), what, percent(validation), seeds];
  if (base === undefined) return t("the best cut is {0} ({1}): {2} of the validation examples ({3})", ...values);
  return base > validation
    ? t(
        "the best cut is {0} ({1}): {2} of the validation examples, and yet the target alone does better with {4}: no cut pays ({3})",
        ...[...values, percent(base)],
      )
    : t(
        "the best cut is {0} ({1}): {2} of the validation examples, the target alone {4} ({3})",
        ...[...values, percent(base)],
      );
}

function fixOf(measured: MeasuredSweep, { curve, cut }: Recommendation): Fix {
  const state = recommendable[curve];
  const copied = measured.copied(cut);
  const layers: [string, LayerState][] = measured.weighted.map((name) => [name, copied.includes(name) ? state : "new"]);
  return {
    title: t("Use {0}, and end the sweep", sweepArm(curve, cut)),
    edits: [
      { kind: "set", path: ["layers"], value: Object.fromEntries(layers) },
      { kind: "remove", path: ["sweep"] },
    ],
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** All names of a few layers, the ends of many. */
function named(layers: readonly string[]): string {
  if (layers.length <= 4) return layers.join(", ");
  return t("{0} to {1}, {2} layers", layers[0] ?? "", layers.at(-1) ?? "", layers.length);
}
