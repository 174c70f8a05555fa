/** What an experiment of layer transfer has to obey beside the schema: something is copied, and it hangs together. */
import { t } from "@vscode/l10n";
import { plannedLayers } from "../../experiment/check-layers";
import type { ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { withoutControl } from "../../experiment/fixes";
import { knownNetwork, type KnownNetwork } from "../../experiment/known-network";
import type { Experiment, LayerState } from "../../experiment/types";
import { weightedLayers } from "../../models/summarize";
import type { FileEdit } from "../../protocol/problem";
import { FINE_TUNING, RANDOM_FROZEN } from "./controls";
import { sweepNeedsValidation } from "./needs-validation";

type Plan = readonly { name: string; state: LayerState }[];

export function checkLayerTransfer(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const known = knownNetwork(experiment, facts);
  if (experiment.sweep !== null) {
    const fault = known && nothingToCut(known);
    return [...(fault ? [fault] : []), ...sweepNeedsValidation(experiment)];
  }
  if (known === undefined) return [];
  const { plan, problems } = plannedLayers(experiment, known);
  // A rule that names no layer is a mistake of its own, and what it meant is not known.
  if (plan.length === 0 || problems.some(({ severity }) => severity === "error")) return [];
  return [...nothingCopied(plan), ...gaps(plan), ...twins(experiment, plan)];
}

/** A sweep cuts between the first layer and the head. */
function nothingToCut({ network }: KnownNetwork): Finding | undefined {
  if (weightedLayers(network).length > 1) return undefined;
  return {
    severity: "error",
    code: "sweep/no-layers",
    path: ["sweep"],
    atKey: true,
    message: t(
      'must have layers to cut between, but the source model has only its head "{0}"; use a deeper network',
      network.head,
    ),
  };
}

function nothingCopied(plan: Plan): Finding[] {
  const [first] = plan;
  if (first === undefined || plan.some(({ state }) => state !== "new")) return [];
  return [
    {
      severity: "error",
      code: "layers/nothing-copied",
      path: ["layers"],
      atKey: true,
      message: t(
        'must copy a layer, but every layer is new, which is the control "scratch"; let at least "{0}" be frozen or trained',
        first.name,
      ),
      fixes: [{ title: t('Copy and freeze "{0}"', first.name), edits: setAll([first.name], "frozen") }],
    },
  ];
}

const setAll = (layers: readonly string[], value: LayerState): FileEdit[] =>
  layers.map((layer) => ({ kind: "set", path: ["layers", layer], value }));

/** New layers between copied ones: what follows them was trained on features that are no longer there. */
function gaps(plan: Plan): Finding[] {
  const findings: Finding[] = [];
  for (let start = 0; start < plan.length; start++) {
    if (plan[start]?.state !== "new") continue;
    let end = start;
    while (plan[end]?.state === "new") end++;
    const [before, after] = [plan[start - 1], plan[end]];
    if (before !== undefined && after !== undefined) findings.push(gap(plan, { start, end, before, after }));
    start = end;
  }
  return findings;
}

interface Gap {
  /** Of the first new layer, and behind the last one. */
  start: number;
  end: number;
  before: Plan[number];
  after: Plan[number];
}

function gap(plan: Plan, { start, end, before, after }: Gap): Finding {
  const between = plan.slice(start, end).map(({ name }) => name);
  const behind = plan.slice(end).flatMap(({ name, state }) => (state === "new" ? [] : [name]));
  const [first = ""] = between;
  return {
    severity: "warning",
    code: "layers/gap",
    path: ["layers", first],
    message:
      between.length === 1
        ? t(
            'is new between copied ones ("{0}" and "{1}"), so "{1}" gets other inputs than it was trained on; copy what lies between, or make what follows new',
            ...[before.name, after.name],
          )
        : t(
            'begins {0} new layers between copied ones ("{1}" and "{2}"), so "{2}" gets other inputs than it was trained on; copy what lies between, or make what follows new',
            ...[between.length, before.name, after.name],
          ),
    fixes: [
      { title: t("Copy and train {0}", named(between)), edits: setAll(between, "train") },
      { title: t("Make {0} new", named(behind)), edits: setAll(behind, "new") },
    ],
  };
}

const named = (layers: readonly string[]): string =>
  layers.length <= 3 ? layers.map((layer) => `"${layer}"`).join(", ") : t("{0} layers", layers.length);

/** Controls that would repeat another arm. */
function twins({ controls }: Experiment, plan: Plan): Finding[] {
  if (plan.some(({ state }) => state === "frozen")) return [];
  const repeated = [
    {
      id: RANDOM_FROZEN,
      message: t(
        '"{0}" is the same as "{1}", because no layer is frozen; it costs time and shows nothing',
        ...[RANDOM_FROZEN, "scratch"],
      ),
    },
    {
      id: FINE_TUNING,
      message: t(
        '"{0}" is the same as the method itself, because no layer is frozen; it costs time and shows nothing',
        FINE_TUNING,
      ),
    },
  ];
  return repeated
    .filter(({ id }) => controls.includes(id))
    .map(({ id, message }) => ({
      severity: "info",
      code: "layer-transfer/twin",
      path: ["controls"],
      message,
      fixes: [withoutControl(controls, id)],
    }));
}
