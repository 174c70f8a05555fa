/** What a run of conservative training shows beside its figures: how far outputs and weights have moved in each arm. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { TRANSFER_ARM, type EpochRow, type MetricRow, type TrialRow } from "../../protocol/metrics";
import type { ReportPart } from "../../protocol/report";
import type { LayerView } from "../../protocol/view";
import type { Conclusions, Measured } from "../define";
import { bySeed, intervalOf, pairedGain } from "../figures-by-seed";
import { inLanguage } from "../in-language";
import { controls } from "./controls";
import { FINE_TUNING, SOURCE_AS_IS, strengthIn, type Strength } from "./strength";

function titleOf(arm: string): string {
  const control = controls.find(({ id }) => id === arm);
  return control === undefined ? t("Conservative training") : inLanguage(control.title);
}

/** A trial that has ended. */
interface Ended {
  arm: string;
  seed: number;
  accuracy: number | undefined;
  /** On the training examples, of the weights that were kept; nats. */
  divergence: number | undefined;
  /** ‖w − w_start‖ / ‖w_start‖ by layer, of the weights that were kept. */
  drift: Readonly<Record<string, number>>;
}

export function concludeConservative({ experiment, layers, rows }: Measured): Conclusions {
  const ended = endedTrials(rows);
  const arms = [TRANSFER_ARM, ...experiment.controls].filter((arm) => ended.some((trial) => trial.arm === arm));
  const trained = layers.filter(({ training }) => training === "trained");
  const parts = arms.length === 0 ? [] : [outputsTable(ended, arms), weightsTable(ended, arms, trained)];
  return {
    parts: parts.filter((part) => part !== undefined),
    findings: [...holdFindings(strengthIn(experiment), ended), ...adaptationFindings(ended)],
  };
}

function endedTrials(rows: readonly MetricRow[]): Ended[] {
  const epochs = rows.filter((row): row is EpochRow => row.type === "epoch");
  return rows
    .filter((row): row is TrialRow => row.type === "trial")
    .map(({ arm, seed, test, measured, bestEpoch, epochs: last }) => {
      const kept = epochs.findLast((row) => row.arm === arm && row.seed === seed && row.epoch === (bestEpoch ?? last));
      const drift = Object.entries(kept?.layers ?? {}).map(([layer, health]) => [layer, health.drift] as const);
      return {
        arm,
        seed,
        accuracy: test.accuracy,
        divergence: measured?.outputDivergenceNats,
        drift: Object.fromEntries(drift),
      };
    });
}

/** undefined where there is nothing to show: outputs of other classes cannot be compared. */
function outputsTable(ended: readonly Ended[], arms: readonly string[]): ReportPart | undefined {
  const rows = arms.flatMap((arm) => {
    const nats = intervalOf(valuesOf(ended, arm, ({ divergence }) => divergence));
    return nats === null ? [] : [{ title: titleOf(arm), cells: [nats] }];
  });
  if (rows.length === 0) return undefined;
  return {
    type: "table",
    id: "output-divergence",
    title: t("How far the outputs moved"),
    describe: t("Mean KL(source ‖ network) on the training examples when training had ended; 0 is the source model."),
    columns: [{ title: t("Divergence"), unit: "nats" }],
    rows,
  };
}

function weightsTable(
  ended: readonly Ended[],
  arms: readonly string[],
  layers: readonly LayerView[],
): ReportPart | undefined {
  const moving = arms.filter((arm) => ended.some((trial) => trial.arm === arm && Object.keys(trial.drift).length > 0));
  if (moving.length === 0 || layers.length === 0) return undefined;
  return {
    type: "table",
    id: "weight-drift",
    title: t("How far the weights moved"),
    describe: t(
      "‖w − w₀‖ / ‖w₀‖ of each layer that trains when training had ended; a new layer counts from its fresh weights.",
    ),
    columns: moving.map((arm) => ({ title: titleOf(arm), unit: "number" })),
    rows: layers.map(({ name }) => ({
      title: name,
      cells: moving.map((arm) => intervalOf(valuesOf(ended, arm, ({ drift }) => drift[name]))),
    })),
  };
}

const valuesOf = (ended: readonly Ended[], arm: string, value: (trial: Ended) => number | undefined): number[] => [
  ...bySeed(ended, arm, value).values(),
];

/** Below this share of plain fine-tuning's movement, next to nothing moved. */
const HELD = 0.02;
/** Above this share, nothing was held back. */
const FREE = 0.95;

/** Whether ρ, α and β did what they are for, measured against plain fine-tuning. */
function holdFindings(strength: Strength, ended: readonly Ended[]): Finding[] {
  const shares = movedShares(ended);
  const set = (["rho", "alpha", "beta"] as const).filter((name) => strength[name] > 0);
  if (set.length === 0 || shares === undefined) return [];
  const { outputs, weights } = shares;
  const [said, path] = [set.map((name) => `${name} ${strength[name]}`).join(", "), ["options", set[0] ?? "rho"]];
  if (weights <= HELD || (outputs ?? 1) <= HELD) {
    return [{ severity: "warning", code: "conservative/held-back", path, message: heldBack(said, shares) }];
  }
  if (weights < FREE || (outputs ?? 1) < FREE) return [];
  return [{ severity: "info", code: "conservative/no-hold", path, message: heldNothing(said, shares) }];
}

/** @param said the options and their values */
function heldBack(said: string, { outputs, weights }: MovedShares): string {
  return outputs === undefined
    ? t(
        "held everything back ({0}): its weights moved {1} of what plain fine-tuning moves; use less of it",
        ...[said, percent(weights)],
      )
    : t(
        "held everything back ({0}): its outputs moved {1} and its weights {2} of what plain fine-tuning moves; use less of it",
        ...[said, percent(outputs), percent(weights)],
      );
}

/** @param said the options and their values */
function heldNothing(said: string, { outputs, weights }: MovedShares): string {
  return outputs === undefined
    ? t(
        "held nothing back ({0}): its weights moved {1} of what plain fine-tuning moves; use more of it",
        ...[said, percent(weights)],
      )
    : t(
        "held nothing back ({0}): its outputs moved {1} and its weights {2} of what plain fine-tuning moves; use more of it",
        ...[said, percent(outputs), percent(weights)],
      );
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** How far the method's own arm moved, as a share of plain fine-tuning. */
interface MovedShares {
  outputs: number | undefined;
  weights: number;
}

/** undefined where either arm is missing or still. */
function movedShares(ended: readonly Ended[]): MovedShares | undefined {
  const shareOf = (value: (trial: Ended) => number | undefined): number | undefined => {
    const [own, free] = [valuesOf(ended, TRANSFER_ARM, value), valuesOf(ended, FINE_TUNING, value)].map(
      (values) => intervalOf(values)?.mean,
    );
    return own === undefined || free === undefined || free === 0 ? undefined : own / free;
  };
  // A trial without a step has no rows, and its weights are where they were.
  const weights = shareOf(({ drift }) => mean(Object.values(drift)));
  return weights === undefined ? undefined : { outputs: shareOf(({ divergence }) => divergence), weights };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Warns where the source model does better without any adaptation. */
function adaptationFindings(ended: readonly Ended[]): Finding[] {
  const accuracies = (arm: string) => bySeed(ended, arm, ({ accuracy }) => accuracy);
  const gain = pairedGain(accuracies(TRANSFER_ARM), accuracies(SOURCE_AS_IS));
  if (gain?.high === undefined || gain.high >= 0) return [];
  const points = (-100 * gain.mean).toFixed(1);
  return [
    {
      severity: "warning",
      code: "conservative/adaptation-hurts",
      path: ["training", "epochs"],
      message: t(
        "adapting costs {0} points beside the source model as it is ({1} seeds); hold back more with rho or alpha, train for fewer epochs, or do not adapt",
        ...[points, gain.n],
      ),
    },
  ];
}
