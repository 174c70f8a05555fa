/** What a run of progressive networks shows: what the last column uses, what was forgotten, and what a column costs. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import type { Experiment } from "../../experiment/types";
import { interval, pairedDifference } from "../../math/interval";
import { inColumn, isLateral } from "../../models/columns";
import { TRANSFER_ARM, type MetricRow, type TrialRow } from "../../protocol/metrics";
import type { ReportPart } from "../../protocol/report";
import type { LayerView } from "../../protocol/view";
import type { Conclusions, Measured } from "../define";
import { intervalOf } from "../figures-by-seed";
import { inLanguage } from "../in-language";
import { controls, FINE_TUNING, ZEROED_LATERALS } from "./controls";

export function concludeProgressive({ experiment, layers, rows }: Measured): Conclusions {
  const trials = rows.filter((row): row is TrialRow => row.type === "trial");
  const columns = columnsIn(layers);
  const parts = [
    sensitivityTable(trials, layers, byNoise()),
    sensitivityTable(trials, layers, byFisher()),
    forgettingTable(trials),
    parametersTable(layers, columns),
  ];
  return {
    parts: parts.filter((part) => part !== undefined),
    findings: [...changedBits(trials, experiment.source.kind), ...unusedColumns(trials, experiment.target.name)],
  };
}

const columnsIn = (layers: readonly LayerView[]): string[] => [...new Set(layers.flatMap(({ part }) => part ?? []))];

/** A way to measure what the last column uses. */
interface Sensitivity {
  figure: string;
  title: string;
  describe: string;
}

const byNoise = (): Sensitivity => ({
  figure: "perturbation",
  title: t("What the last column uses: perturbation"),
  describe: t(
    "Noise on what a layer reads of each column, until the accuracy on training examples has halved: the less it takes, the larger the share. Rows sum to 1.",
  ),
});

const FISHER = "fisher";
const byFisher = (): Sensitivity => ({
  figure: FISHER,
  title: t("What the last column uses: Fisher information"),
  describe: t(
    "How strongly the outputs depend on what a layer reads of each column, by their gradients. Rows sum to 1.",
  ),
});

/** undefined where nothing was measured. */
function sensitivityTable(
  trials: readonly TrialRow[],
  layers: readonly LayerView[],
  { figure, title, describe }: Sensitivity,
): ReportPart | undefined {
  const own = trials.filter(({ arm }) => arm === TRANSFER_ARM);
  const found = own.flatMap(({ measured }) => sensitivitiesIn(measured, figure).map(({ layer }) => layer));
  if (found.length === 0) return undefined;
  const columns = columnsIn(layers);
  // In the order of the network: a seed may have none for a layer that no noise disturbs.
  const place = (layer: string) => layers.findIndex(({ name }) => name === inColumn(columns[0] ?? "", layer));
  const measuredLayers = [...new Set(found)].toSorted((left, right) => place(left) - place(right));
  return {
    type: "table",
    id: `sensitivity-${figure}`,
    title,
    describe,
    columns: columns.map((column) => ({ title: column, unit: "share" })),
    rows: measuredLayers.map((layer) => ({
      title: layer,
      cells: columns.map((column) => intervalOf(valuesOf(own, `${figure}/${layer}/${column}`))),
    })),
  };
}

/** Of `perturbation/conv2/mnist`: the layer, the column, the share. */
function sensitivitiesIn(measured: TrialRow["measured"], figure: string) {
  return Object.entries(measured ?? {}).flatMap(([name, share]) => {
    const [kind, layer, column] = name.split("/");
    return kind === figure && layer !== undefined && column !== undefined ? [{ layer, column, share }] : [];
  });
}

function forgettingTable(trials: readonly TrialRow[]): ReportPart | undefined {
  const arms = [TRANSFER_ARM, FINE_TUNING, ZEROED_LATERALS];
  const rows = arms.flatMap((arm) => {
    const own = trials.filter((trial) => trial.arm === arm);
    return earlierTasks(own).map((task) => {
      const [after, end] = [valuesOf(own, `after/${task}/accuracy`), valuesOf(own, `end/${task}/accuracy`)];
      const change = after.length === end.length && end.length > 0 ? pairedDifference(end, after) : null;
      return { title: `${task}: ${titleOf(arm)}`, cells: [intervalOf(after), intervalOf(end), change] };
    });
  });
  if (rows.length === 0) return undefined;
  return {
    type: "table",
    id: "forgetting",
    title: t("What was forgotten"),
    describe: t(
      "Accuracy on validation examples of each earlier task (training examples where it has none), when it had been learnt and after the last task.",
    ),
    columns: [
      { title: t("When learnt"), unit: "share" },
      { title: t("At the end"), unit: "share" },
      { title: t("Change"), unit: "share" },
    ],
    rows: rows.toSorted((left, right) => left.title.localeCompare(right.title)),
  };
}

const earlierTasks = (trials: readonly TrialRow[]): string[] => [
  ...new Set(
    trials.flatMap(({ measured }) =>
      Object.keys(measured ?? {}).flatMap((name) => /^after\/(.+)\/accuracy$/.exec(name)?.[1] ?? []),
    ),
  ),
];

function parametersTable(layers: readonly LayerView[], columns: readonly string[]): ReportPart | undefined {
  if (columns.length === 0) return undefined;
  const count = (wanted: (layer: LayerView) => boolean): number =>
    layers.reduce((sum, layer) => sum + (wanted(layer) ? layer.parameters : 0), 0);
  return {
    type: "table",
    id: "parameters",
    title: t("What a column costs"),
    describe: t("Weights of each column; its adapters grow with the number of columns that it reads."),
    columns: [{ title: t("Own layers") }, { title: t("Adapters") }, { title: t("Together") }],
    rows: columns.map((column) => {
      const own = count(({ part, name }) => part === column && !isLateral(name));
      const laterals = count(({ part, name }) => part === column && isLateral(name));
      return { title: column, cells: [own, laterals, own + laterals].map((weights) => weights.toLocaleString("en")) };
    }),
  };
}

function titleOf(arm: string): string {
  const control = controls.find(({ id }) => id === arm);
  return control === undefined ? t("Progressive network") : inLanguage(control.title);
}

const valuesOf = (trials: readonly TrialRow[], figure: string): number[] =>
  trials.flatMap(({ measured }) => measured?.[figure] ?? []);

/** It would be a mistake of ours: frozen columns cannot move. */
function changedBits(trials: readonly MetricRow[], source: Experiment["source"]["kind"]): Finding[] {
  const moved = trials.flatMap((trial) =>
    trial.type === "trial" ? trial.frozen.filter(({ before, after }) => before !== after) : [],
  );
  const [first] = moved;
  if (first === undefined) return [];
  const layers = moved.length > 1 ? t("{0} and {1} more", first.layer, moved.length - 1) : first.layer;
  const message = t("changed although the columns are frozen: {0}; please report this", layers);
  return [
    { severity: "error", code: "progressive/changed", path: ["source", source === "run" ? "run" : "tasks"], message },
  ];
}

/** Below this share, on average over the layers, the earlier columns do not matter. */
const UNUSED = 0.05;

function unusedColumns(trials: readonly TrialRow[], target: string): Finding[] {
  const earlier = trials
    .filter(({ arm }) => arm === TRANSFER_ARM)
    .flatMap(({ measured }) => {
      const found = sensitivitiesIn(measured, FISHER);
      const layers = new Set(found.map(({ layer }) => layer));
      const others = found.filter(({ column }) => column !== target);
      return layers.size === 0 ? [] : [others.reduce((sum, { share }) => sum + share, 0) / layers.size];
    });
  if (earlier.length === 0) return [];
  const { mean } = interval(earlier);
  if (mean >= UNUSED) return [];
  return [
    {
      severity: "info",
      code: "progressive/unused-columns",
      path: ["options", "lateralScale"],
      message: t(
        "lets the earlier columns have {0} % of the say in the last one's outputs; more of it gives them a say from the start, or the earlier tasks do not help",
        (100 * mean).toFixed(1),
      ),
    },
  ];
}
