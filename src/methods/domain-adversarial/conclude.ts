/** What a run of domain-adversarial training shows: how near the domains came, and whether that went wrong. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { TRANSFER_ARM, type EpochRow, type MetricRow } from "../../protocol/metrics";
import type { Interval, ReportPart } from "../../protocol/report";
import type { Conclusions, Measured } from "../define";
import { intervalOf } from "../figures-by-seed";
import { inLanguage } from "../in-language";
import { controls } from "./controls";

export function concludeDomainAdversarial({ rows }: Measured): Conclusions {
  const table = domainsTable(rows);
  const ends = lastEpochs(rows, TRANSFER_ARM);
  return {
    parts: table === undefined ? [] : [table],
    findings: [...classifierWins(ends), ...collapsed(ends), ...sourceNotLearnt(ends)],
  };
}

/** The epoch whose weights a trial ended with, or the last one so far; one a seed. */
function lastEpochs(rows: readonly MetricRow[], arm: string): EpochRow[] {
  const own = rows.filter((row): row is EpochRow => row.type === "epoch" && row.arm === arm);
  const seeds = [...new Set(own.map(({ seed }) => seed))];
  return seeds.flatMap((seed) => {
    const trial = rows.find((row) => row.type === "trial" && row.arm === arm && row.seed === seed);
    const kept = trial?.type === "trial" ? trial.bestEpoch : undefined;
    const epochs = own.filter((row) => row.seed === seed);
    return epochs.find(({ epoch }) => epoch === kept) ?? epochs.at(-1) ?? [];
  });
}

const titlesOfArms = (): (readonly [arm: string, title: string])[] => [
  [TRANSFER_ARM, t("Adapted")],
  ...controls.map(({ id, title }) => [id, inLanguage(title)] as const),
];

function domainsTable(rows: readonly MetricRow[]): ReportPart | undefined {
  const shown = titlesOfArms().flatMap(([arm, title]) => {
    const ends = lastEpochs(rows, arm);
    const of = (figure: string): Interval | null =>
      intervalOf(ends.flatMap(({ train, validation }) => validation?.[figure] ?? train[figure] ?? []));
    const cells = ["proxyADistance", "domainAccuracy", "entropyNats", "informationNats"].map(of);
    return ends.length === 0 ? [] : [{ title, cells }];
  });
  if (shown.length === 0) return undefined;
  return {
    type: "table",
    id: "domains",
    title: t("The two domains at the end"),
    describe: t(
      "Distance: 0 where a linear classifier cannot tell the domains apart, 2 where it always can. Entropy and information are of the predictions for unlabelled target examples.",
    ),
    columns: [
      { title: t("Distance (proxy A-distance)"), unit: "number" },
      { title: t("Domain classifier is right"), unit: "share" },
      { title: t("Entropy"), unit: "nats" },
      { title: t("Information"), unit: "nats" },
    ],
    rows: shown,
  };
}

/** Above it, the features tell the domains apart almost always. */
const WON = 0.95;
/** Below it λ has not pushed yet. */
const PUSHES = 0.3;

function classifierWins(ends: readonly EpochRow[]): Finding[] {
  const won = ends.filter(({ train: { domainAccuracy = 0, lambda = 0 } }) => domainAccuracy >= WON && lambda >= PUSHES);
  const [first] = won;
  if (first === undefined) return [];
  return [
    {
      severity: "warning",
      code: "domain-adversarial/classifier-wins",
      path: ["options", "strength"],
      message: t(
        '{0} the domain classifier is right for {1} of the examples at the end: the features still say where an example is from; train longer, raise "strength", or take a smaller "domainUnits"',
        ...[seedsText(won, ends), percent(first.train.domainAccuracy)],
      ),
    },
  ];
}

/** Below it all features are one, for what a classifier can make of them. */
const NO_SPREAD = 0.01;
/** Of the target's examples in one class. */
const ONE_CLASS = 0.9;

function collapsed(ends: readonly EpochRow[]): Finding[] {
  const isFlat = ({ validation }: EpochRow) => (validation?.featureSpread ?? 1) < NO_SPREAD;
  const isOneClass = ({ validation }: EpochRow) => (validation?.commonestClass ?? 0) >= ONE_CLASS;
  const fallen = ends.filter((row) => isFlat(row) || isOneClass(row));
  const [first] = fallen;
  if (first === undefined) return [];
  const seeds = seedsText(fallen, ends);
  const message = isFlat(first)
    ? t(
        '{0} all examples have the same features: the features collapsed, which also hides the domains; lower "strength" or the learning rate',
        seeds,
      )
    : t(
        '{0} {1} of the target\'s examples fall into one class: the features collapsed, which also hides the domains; lower "strength" or the learning rate',
        ...[seeds, percent(first.validation?.commonestClass)],
      );
  return [
    {
      severity: "warning",
      code: "domain-adversarial/collapsed",
      path: ["options", "strength"],
      message,
    },
  ];
}

/** Of the source's training examples. */
const LEARNT = 0.5;

/** Domains that cannot be told apart are worth nothing where the classes cannot be told apart either. */
function sourceNotLearnt(ends: readonly EpochRow[]): Finding[] {
  const missed = ends.filter(({ train }) => (train.accuracy ?? 1) < LEARNT);
  const [first] = missed;
  if (first === undefined) return [];
  return [
    {
      severity: "warning",
      code: "domain-adversarial/source-not-learnt",
      path: ["training"],
      message: t(
        '{0} only {1} of the source\'s training examples are recognised at the end, so there is little to transfer; train longer, or lower "strength"',
        ...[seedsText(missed, ends), percent(first.train.accuracy)],
      ),
    },
  ];
}

/** A sentence begins with it. */
function seedsText(some: readonly EpochRow[], all: readonly EpochRow[]): string {
  if (all.length === 1) return t("with its only seed");
  return some.length === all.length
    ? t("with all {0} seeds", all.length)
    : t("with {0} of {1} seeds", some.length, all.length);
}

const percent = (share = 0): string => `${(100 * share).toFixed(0)} %`;
