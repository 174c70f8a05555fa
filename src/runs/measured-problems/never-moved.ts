/** A layer that is trained, as the file says, and is afterwards where it began. */
import picomatch from "picomatch";
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { setFix } from "../../experiment/fixes";
import { methodById } from "../../methods/index";
import type { FileEdit, Fix, JsonPath } from "../../protocol/problem";
import type { LayerView } from "../../protocol/view";
import { RATE_PATH, usualRate } from "./fixes";
import { endedWith, historiesOf, namesText, trainedLayers, type MeasuredRun } from "./measured-run";

/** ‖w − w_start‖ / ‖w_start‖; below it a layer has not moved. */
const STILL = 1e-6;

/** One finding for each line that lets such layers train. */
export function neverMoved(run: MeasuredRun): Finding[] {
  const still = trainedLayers(run).filter(({ name }) => isStill(run, name));
  const lines = new Map(still.map(({ name }) => [name, lineOf(run, name)]));
  const keyOf = ({ name }: LayerView) => JSON.stringify(lines.get(name));
  const different = [...new Set(still.map(keyOf))];
  return different.map((line) => {
    const layers = still.filter((layer) => keyOf(layer) === line);
    return finding(run, lines.get(layers[0]?.name ?? "") ?? RATE_PATH, layers);
  });
}

/** In every seed. A layer that began at 0 has no drift, but its steps are measured. */
function isStill(run: MeasuredRun, layer: string): boolean {
  const drifts = historiesOf(run, layer, "drift").flatMap((values) => values.slice(-1));
  const steps = historiesOf(run, layer, "updateRatio").flat();
  return drifts.length > 0 && [...drifts, ...steps].every((value) => value < STILL);
}

function finding(run: MeasuredRun, path: JsonPath, layers: readonly LayerView[]): Finding {
  const names = layers.map(({ name }) => name);
  const drift = Math.max(...names.map((name) => endedWith(run, name, "drift") ?? 0));
  const canFreeze = layers.some(({ origin }) => origin === "copied");
  const moved = [namesText(names), drift.toPrecision(1)];
  const rule =
    names.length === 1
      ? t("{0} is trained and has not moved from where training began (drift {1})", ...moved)
      : t("{0} are trained and have not moved from where training began (drift {1})", ...moved);
  const wayOut = canFreeze
    ? t("freeze what needs no training, which also saves its time, or raise the rate")
    : t("raise the rate");
  return {
    severity: "warning",
    code: "result/layer-never-moved",
    path,
    ...(path.length === 1 && { atKey: true }),
    message: `${rule}; ${wayOut}`,
    fixes: fixesFor(run, layers),
  };
}

function fixesFor(run: MeasuredRun, layers: readonly LayerView[]): Fix[] {
  const { experiment } = run;
  const copied = layers.filter(({ origin }) => origin === "copied").map(({ name }) => name);
  const others = trainedLayers(run).length - copied.length;
  const edits = copied.map((name): FileEdit => ({ kind: "set", path: ["layers", name], value: "frozen" }));
  const canFreeze = methodById(experiment.method)?.layers === true && copied.length > 0 && others > 0;
  return [
    ...(canFreeze ? [{ title: t("Freeze {0}", namesText(copied)), edits }] : []),
    // Discriminative rates are what holds the early layers back.
    ...(Number(experiment.options.rateDecay ?? 1) > 1
      ? [setFix(t("Give all layers the same rate"), ["options", "rateDecay"], 1)]
      : usualRate(experiment)),
  ];
}

/** The rule that lets it train, or what decides in its place. */
function lineOf({ experiment }: MeasuredRun, layer: string): JsonPath {
  if (methodById(experiment.method)?.layers !== true) return RATE_PATH;
  const patterns = experiment.layers.map(({ pattern }) => pattern);
  const rule = patterns.find((name) => name === layer) ?? patterns.findLast((glob) => picomatch(glob)(layer));
  return rule === undefined ? ["layers"] : ["layers", rule];
}
