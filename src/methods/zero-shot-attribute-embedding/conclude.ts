/** What a run of attribute embedding shows beside its figures: whether embeddings collapsed, in which arm and when. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { TRANSFER_ARM, type EpochRow, type MetricRow } from "../../protocol/metrics";
import type { ReportPart } from "../../protocol/report";
import type { Experiment } from "../../experiment/types";
import type { Conclusions, Measured } from "../define";
import { intervalOf } from "../figures-by-seed";
import { PER_CLASS } from "../zero-shot-figures";
import { classTable, controlArms, generalisedTable, testFigure, type Arms } from "../zero-shot-parts";
import { controls, NAIVE } from "./controls";
import { optionsIn } from "./options";
import { CLASS_SPREAD, EXAMPLE_SPREAD, hasCollapsed } from "./spread";

export function concludeEmbedding({ experiment, rows }: Measured): Conclusions {
  const arms: Arms = [{ id: TRANSFER_ARM, title: t("Attribute embedding") }, ...controlArms(controls, experiment)];
  const parts = [spreadTable(arms, rows), generalisedTable(arms, rows), classTable(arms, rows)];
  return {
    parts: parts.filter((part) => part !== undefined),
    findings: [...arms.flatMap((arm) => collapse(arm, experiment, rows)), ...nothingLearnt(experiment, rows)],
  };
}

const epochsOf = (rows: readonly MetricRow[], arm: string): EpochRow[] =>
  rows.filter((row): row is EpochRow => row.type === "epoch" && row.arm === arm);

/** The last epoch of each seed that has one. */
function lastEpochs(rows: readonly MetricRow[], arm: string): EpochRow[] {
  const epochs = epochsOf(rows, arm);
  const seeds = [...new Set(epochs.map(({ seed }) => seed))];
  return seeds.flatMap((seed) => epochs.findLast((row) => row.seed === seed) ?? []);
}

/** undefined before the first epoch. */
function spreadTable(arms: Arms, rows: readonly MetricRow[]): ReportPart | undefined {
  const shown = arms.filter(({ id }) => lastEpochs(rows, id).length > 0);
  if (shown.length === 0) return undefined;
  return {
    type: "table",
    id: "embedding-spread",
    title: t("Whether the embeddings stay apart"),
    describe: t(
      "How far embeddings lie apart after the last epoch, as a share of the start: near 0, all have collapsed into one point. Beside it what is recognised: seen classes in training, the target's classes in the test.",
    ),
    columns: [
      { title: t("Spread of examples"), unit: "number" },
      { title: t("Spread of classes"), unit: "number" },
      { title: t("Seen classes"), unit: "share" },
      { title: t("Target, per class"), unit: "share" },
    ],
    rows: shown.map(({ id, title }) => {
      const last = lastEpochs(rows, id);
      const of = (figure: string) => intervalOf(last.flatMap(({ train }) => train[figure] ?? []));
      return { title, cells: [of(EXAMPLE_SPREAD), of(CLASS_SPREAD), of("accuracy"), testFigure(rows, id, PER_CLASS)] };
    }),
  };
}

/** Named as soon as a row shows it. */
function collapse({ id, title }: Arms[number], experiment: Experiment, rows: readonly MetricRow[]): Finding[] {
  const first = epochsOf(rows, id).find(({ train }) => hasCollapsed(train));
  if (first === undefined) return [];
  const percent = (figure: string) => `${(100 * (first.train[figure] ?? 0)).toPrecision(2)} %`;
  const what = t(
    "embeddings collapsed in epoch {0} of seed {1}: examples lie {2} as far apart as at the start, classes {3}",
    ...[first.epoch, first.seed, percent(EXAMPLE_SPREAD), percent(CLASS_SPREAD)],
  );
  const isNaive = id === NAIVE || (id === TRANSFER_ARM && optionsIn(experiment).objective === "distance");
  if (isNaive) return [naiveCollapse({ id, title }, what)];
  return [
    {
      severity: "warning",
      code: "attribute-embedding/collapse",
      path: ["training", "optimizer", "learningRate"],
      message: t(
        '{0}: {1}; lower the rate, or try "negatives": "summed", with which more than one class counts',
        title,
        what,
      ),
    },
  ];
}

/** No surprise: the objective itself is at fault. */
function naiveCollapse({ id, title }: Arms[number], what: string): Finding {
  const code = "attribute-embedding/collapse";
  if (id === TRANSFER_ARM) {
    const message = t(
      '{0}; nothing in the distance keeps classes apart, and one point for all costs nothing; use "margin"',
      what,
    );
    return { severity: "warning", code, path: ["options", "objective"], message };
  }
  const message = t(
    "{0}: {1}; nothing in the distance keeps classes apart, and one point for all costs nothing",
    ...[title, what],
  );
  return { severity: "info", code, path: ["controls"], message };
}

/** With all scores the same, the hardest class costs k, and each class k where all are summed. */
function nothingLearnt(experiment: Experiment, rows: readonly MetricRow[]): Finding[] {
  const { objective, margin, negatives } = optionsIn(experiment);
  const last = lastEpochs(rows, TRANSFER_ARM);
  const isOver = rows.some((row) => row.type === "trial" && row.arm === TRANSFER_ARM);
  if (objective !== "margin" || negatives !== "hardest" || !isOver || last.length === 0) return [];
  if (!last.every(({ train }) => (train.loss ?? 0) >= margin)) return [];
  return [
    {
      severity: "warning",
      code: "attribute-embedding/nothing-learnt",
      path: ["training", "epochs"],
      message: t(
        'ended with a loss of the margin ({0}) or more, which scores that are all the same would have too: the seen classes are not learnt; train longer, at another rate, or with "negatives": "summed"',
        margin,
      ),
    },
  ];
}
