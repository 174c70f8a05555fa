/** What tells runs apart: parameters, freeze plan, data and environment, path by path. Pure. */
import { t } from "@vscode/l10n";
import type { Experiment } from "../../experiment/types";
import type { Comparison, Difference } from "../../protocol/leaderboard";
import type { LayerView } from "../../protocol/view";
import type { Environment } from "../layout";
import type { RunRecord } from "../read-run";

/** What is compared of a run: its folder, and the layers of its diagram where it has planned them. */
export interface ComparedRun {
  run: Pick<RunRecord, "experiment" | "environment" | "report">;
  layers?: readonly LayerView[];
}

type Values = ReadonlyMap<string, string>;

/** @returns values in the order of the runs; paths in the order in which they first come; groups without any are left out */
export function compareRuns(runs: readonly ComparedRun[]): Comparison["groups"] {
  const groups: [title: string, valuesOf: (run: ComparedRun) => Values][] = [
    [t("Parameters"), ({ run }) => parametersOf(run.experiment)],
    [t("Freeze plan"), freezePlanOf],
    [t("Data"), ({ run }) => dataOf(run)],
    [t("Environment"), ({ run }) => environmentOf(run.environment)],
  ];
  return groups.flatMap(([title, valuesOf]) => {
    const rows = differences(runs.map(valuesOf));
    return rows.length === 0 ? [] : [{ title, rows }];
  });
}

function differences(runs: readonly Values[]): Difference[] {
  const paths = new Set(runs.flatMap((values) => [...values.keys()]));
  return [...paths].map((path) => {
    const values = runs.map((run) => run.get(path) ?? null);
    return { path, values, same: new Set(values).size <= 1 };
  });
}

/** Where the file is, is no parameter; the rules for layers are compared layer by layer. */
function parametersOf({ file: _file, layers: _layers, ...parameters }: Experiment): Values {
  const values = new Map<string, string>();
  flatten(parameters, "", values);
  return values;
}

/** `training.optimizer.name` → `adam`; a list of plain values is one value. */
function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (isPlain(value)) into.set(path, plainText(value));
  else if (Array.isArray(value) && value.every(isPlain)) into.set(path, value.map(plainText).join(", "));
  else for (const [key, own] of Object.entries(value)) flatten(own, path === "" ? key : `${path}.${key}`, into);
}

const isPlain = (value: unknown): value is string | number | boolean | null | undefined =>
  typeof value !== "object" || value === null;

const plainText = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? "none" : String(value);

/** As it was planned; before that, as the rules of the file say it. */
function freezePlanOf({ run: { experiment }, layers }: ComparedRun): Values {
  if (layers === undefined) return new Map(experiment.layers.map(({ pattern, state }) => [pattern, state]));
  const trained = layers.filter(({ training }) => training !== "none");
  return new Map(
    trained.map((layer) => [layer.part === undefined ? layer.name : `${layer.part}/${layer.name}`, planOf(layer)]),
  );
}

function planOf({ training, origin }: LayerView): string {
  if (training === "frozen") return origin === "copied" ? "frozen, copied" : "frozen, new";
  return origin === "copied" ? "trained, copied" : "new";
}

/** So many digits tell two data sets apart for a reader. */
const FINGERPRINT_DIGITS = 12;

function dataOf({ environment, report }: ComparedRun["run"]): Values {
  const prints = Object.entries(environment?.fingerprints ?? {});
  const counts = Object.entries(report?.counts ?? {});
  return new Map([
    ...prints.map(([name, print]) => [`fingerprint of ${name}`, print.slice(0, FINGERPRINT_DIGITS)] as const),
    ...counts.map(([kind, count]) => [`${kind} examples`, String(count)] as const),
  ]);
}

function environmentOf(environment: Environment | undefined): Values {
  if (environment === undefined) return new Map();
  const { transferLab, backend, backendVersion, node, platform, threads } = environment;
  return new Map([
    ["Transfer Lab", transferLab],
    ["backend", `${backend} ${backendVersion}`],
    ["threads", String(threads)],
    ["Node", node],
    ["platform", platform],
  ]);
}
