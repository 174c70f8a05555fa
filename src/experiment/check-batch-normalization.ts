/**
 * Batch normalisation that trains where what it normalises does not.
 *
 * A layer that is not trained runs as at inference, and so does a frozen batch normalisation. One that trains takes the
 * mean and the variance of each batch, and moves its own towards them: what comes out of frozen layers changes after all.
 */
import picomatch from "picomatch";
import { t } from "@vscode/l10n";
import type { LayerSummary, ModelSummary } from "../models/layer-summary";
import type { Fix, JsonPath } from "../protocol/problem";
import { plannedLayers } from "./check-layers";
import type { Finding } from "./finding";
import type { KnownNetwork } from "./known-network";
import type { Experiment, LayerState } from "./types";

/** One finding for each rule that leaves such layers. */
export function checkBatchNormalization(experiment: Experiment, known: KnownNetwork): Finding[] {
  if (experiment.sweep !== null) return [];
  const { plan, problems } = plannedLayers(experiment, known);
  // What a rule with a mistake meant is not known.
  if (problems.some(({ severity }) => severity === "error")) return [];
  const states = new Map(plan.map(({ name, state }) => [name, state]));
  const pairs = known.network.layers.flatMap((layer) => {
    const before = directlyBefore(layer, known.network);
    const changes = layer.kind === "BatchNormalization" && states.get(layer.name) === "train";
    return changes && before !== undefined && states.get(before) === "frozen" ? [{ before, own: layer.name }] : [];
  });
  const rules = new Set(pairs.map((pair) => ruleOf(experiment, pair)));
  return [...rules].map((rule) => {
    const found = pairs.filter((pair) => ruleOf(experiment, pair) === rule);
    const names = found.map(({ own }) => own);
    return overFrozen(["layers", rule], found, {
      title: titleFor(names),
      edits: setAll(freezing(experiment, known, { names, states })),
    });
  });
}

type States = ReadonlyMap<string, LayerState>;

interface Pair {
  /** The frozen layer. */
  before: string;
  /** The batch normalisation. */
  own: string;
}

/** The layer with weights whose outputs a layer takes as they are. */
function directlyBefore({ reads, name }: LayerSummary, { layers }: ModelSummary): string | undefined {
  const at = layers.findIndex((layer) => layer.name === name);
  const [before] = reads === undefined ? layers.slice(Math.max(0, at - 1), at) : layers.filter(isIn(reads));
  return before !== undefined && (reads?.length ?? 1) === 1 && before.parameters > 0 ? before.name : undefined;
}

const isIn =
  (names: readonly string[]) =>
  ({ name }: LayerSummary): boolean =>
    names.includes(name);

/** The rule of the file that lets the batch normalisation train; else the one that freezes what lies before. */
function ruleOf({ layers }: Experiment, { before, own }: Pair): string {
  const deciding = (layer: string) =>
    layers.find(({ pattern }) => pattern === layer) ??
    layers.findLast(({ pattern }) => picomatch.isMatch(layer, pattern));
  return (deciding(own) ?? deciding(before))?.pattern ?? "";
}

function overFrozen(path: JsonPath, pairs: readonly Pair[], fix: Fix): Finding {
  const [first] = pairs;
  const { own = "", before = "" } = first ?? {};
  return {
    severity: "warning",
    code: "layers/normalization-over-frozen",
    path,
    message:
      pairs.length === 1
        ? t(
            'lets "{0}" behind "{1}" train, though that layer is frozen: frozen features then change with each batch, and with the moved statistics at the end; freeze it too',
            ...[own, before],
          )
        : t(
            'lets {0} batch normalisations train behind frozen layers ("{1}" behind "{2}", …): frozen features then change with each batch, and with the moved statistics at the end; freeze them too',
            ...[pairs.length, own, before],
          ),
    fixes: [fix],
  };
}

/** One pattern where it freezes them and nothing else, else each by its name. */
function freezing(
  experiment: Experiment,
  known: KnownNetwork,
  { names, states }: { names: readonly string[]; states: States },
): readonly string[] {
  const suffix = commonSuffix(names);
  if (names.length < 3 || suffix.length < 2) return names;
  const pattern = `*${suffix}`;
  if (experiment.layers.some((rule) => rule.pattern === pattern)) return names;
  const layers = [...experiment.layers, { pattern, state: "frozen" as const }];
  const { plan } = plannedLayers({ ...experiment, layers }, known);
  const isAsMeant = plan.every(({ name, state }) => state === (names.includes(name) ? "frozen" : states.get(name)));
  return isAsMeant ? [pattern] : names;
}

function commonSuffix([first = "", ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (length > 0 && !other.endsWith(first.slice(-length))) length -= 1;
  return length === 0 ? "" : first.slice(-length);
}

const setAll = (patterns: readonly string[]) =>
  patterns.map((pattern) => ({ kind: "set" as const, path: ["layers", pattern], value: "frozen" }));

const titleFor = (layers: readonly string[]): string =>
  layers.length <= 3
    ? t("Freeze {0} too", layers.map((layer) => `"${layer}"`).join(", "))
    : t("Freeze {0} batch normalisations too", layers.length);
