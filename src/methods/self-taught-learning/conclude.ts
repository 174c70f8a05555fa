/** What a run of self-taught learning shows beside its figures: what was learnt, and whether it was the learning that helped. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { TRANSFER_ARM, type TrialRow } from "../../protocol/metrics";
import type { ReportPart } from "../../protocol/report";
import type { Conclusions, Measured } from "../define";
import { bySeed, intervalOf, pairedGain } from "../figures-by-seed";
import { RANDOM_BASES } from "./controls";
import { optionsIn } from "./options";

export function concludeSelfTaught({ experiment, rows }: Measured): Conclusions {
  const trials = rows.filter((row): row is TrialRow => row.type === "trial");
  const { beta, bases } = optionsIn(experiment);
  return {
    parts: codesTable(trials),
    findings: [...randomIsAsGood(trials), ...extremeCodes(trials, beta), ...unusedBases(trials, bases)],
  };
}

const figures = () =>
  [
    { figure: "objectiveAtStart", title: t("Objective of sampled bases"), unit: "number" },
    { figure: "objective", title: t("Objective of learnt bases"), unit: "number" },
    { figure: "activeShare", title: t("Share of codes that are not 0"), unit: "share" },
    { figure: "unusedBases", title: t("Bases that no piece uses"), unit: "number" },
    { figure: "optimalityGap", title: t("How far codes are from the best ones"), unit: "number" },
  ] as const;

const measured = (trials: readonly TrialRow[], figure: string): number[] => [
  ...bySeed(trials, TRANSFER_ARM, (trial) => trial.measured?.[figure]).values(),
];

function codesTable(trials: readonly TrialRow[]): ReportPart[] {
  const shown = figures().map(({ figure, title, unit }) => ({
    title,
    unit,
    value: intervalOf(measured(trials, figure)),
  }));
  if (shown.every(({ value }) => value === null)) return [];
  return [
    {
      type: "table",
      id: "codes",
      title: t("What was learnt of the unlabelled examples"),
      describe: t(
        "The objective is the mean of ‖x − Σ aⱼ bⱼ‖² + β‖a‖₁ over pieces of a length of about 1; codes are the best ones where no condition of the optimum is missed by more than the last column says.",
      ),
      columns: shown.map(({ title, unit }) => ({ title, unit })),
      rows: [{ title: t("Learnt bases"), cells: shown.map(({ value }) => value) }],
    },
  ];
}

/** The gain over raw inputs is then that of cutting, coding and pooling. */
function randomIsAsGood(trials: readonly TrialRow[]): Finding[] {
  const accuracies = (arm: string) => bySeed(trials, arm, ({ test }) => test.accuracy);
  const gain = pairedGain(accuracies(TRANSFER_ARM), accuracies(RANDOM_BASES));
  if (gain?.low === undefined || gain.high === undefined || gain.low > 0) return [];
  const points = (value: number) => (100 * value).toFixed(1);
  return [
    {
      severity: "info",
      code: "self-taught/random-bases-do",
      path: ["source"],
      message: t(
        "bring no more than random bases do ({0} points, 95 % interval {1} to {2}, {3} seeds): what helps here is cutting, coding and pooling, not what was learnt of the unlabelled examples",
        ...[points(gain.mean), points(gain.low), points(gain.high), gain.n],
      ),
    },
  ];
}

/** Shares of codes beyond which β is likely to be wrong by far. */
const [SPARSEST, DENSEST] = [0.001, 0.5];

function extremeCodes(trials: readonly TrialRow[], beta: number): Finding[] {
  const share = intervalOf(measured(trials, "activeShare"))?.mean;
  if (share === undefined || (share >= SPARSEST && share <= DENSEST)) return [];
  const percent = (100 * share).toPrecision(2);
  const message =
    share < SPARSEST
      ? t("leaves very few codes that are not 0 ({0} %), got {1}; try a smaller one", percent, beta)
      : t("leaves very many codes that are not 0 ({0} %), got {1}; try a larger one", percent, beta);
  return [{ severity: "warning", code: "self-taught/extreme-codes", path: ["options", "beta"], message }];
}

function unusedBases(trials: readonly TrialRow[], bases: number): Finding[] {
  const unused = intervalOf(measured(trials, "unusedBases"))?.mean ?? 0;
  if (unused <= bases / 4) return [];
  return [
    {
      severity: "info",
      code: "self-taught/unused-bases",
      path: ["options", "bases"],
      message: t(
        "are more than the examples need: {0} of {1} are used by no piece; fewer do as well and take less time",
        unused.toFixed(0),
        bases,
      ),
    },
  ];
}
