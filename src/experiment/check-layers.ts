/** Whether the plan of layers suits the source model and the target's classes. */
import { t } from "@vscode/l10n";
import type { LayerSummary, ModelSummary } from "../models/layer-summary";
import type { Finding } from "./finding";
import { setFix } from "./fixes";
import type { KnownNetwork } from "./known-network";
import { resolveLayers, type ResolvedLayers } from "./plan";
import type { Experiment } from "./types";

export function checkLayers(experiment: Experiment, known: KnownNetwork): Finding[] {
  const { network, sourceClasses, targetClasses } = known;
  const fits = fitOfHead(known);
  const { plan, problems } = plannedLayers(experiment, known);
  const head = plan.find(({ name }) => name === network.head);
  const findings = [...problems];
  if (head !== undefined && head.state !== "new" && fits === "no") {
    findings.push(unfitHead(network, sourceClasses, targetClasses ?? []));
  } else if (plan.length > 0 && plan.every(({ state }) => state === "frozen")) {
    findings.push(nothingTrains(network.head));
  }
  return findings;
}

/** What the rules of the file make of each layer, with the problems of the rules themselves. */
export function plannedLayers(experiment: Experiment, known: KnownNetwork): ResolvedLayers {
  const { rules, layers, head, headMustBeNew } = plannedFrom(experiment, known);
  return resolveLayers(rules, layers, head, headMustBeNew);
}

/** What the plan follows from. */
export interface PlannedFrom {
  rules: Experiment["layers"];
  layers: readonly LayerSummary[];
  head: string;
  /** Whether the head is new where no rule names it. */
  headMustBeNew: boolean;
}

export const plannedFrom = ({ layers }: Experiment, known: KnownNetwork): PlannedFrom => ({
  rules: layers,
  layers: known.network.layers,
  head: known.network.head,
  headMustBeNew: fitOfHead(known) !== "yes",
});

/** Whether the head of the network suits the target's classes. */
export const fitOfHead = ({ network, sourceClasses, targetClasses }: KnownNetwork): "yes" | "no" | "perhaps" =>
  headFits(network.outputs, sourceClasses, targetClasses);

/** Whether the head's outputs are the target's classes; `perhaps` where it does not say what they are. */
function headFits(
  outputs: number,
  source: readonly string[] | undefined,
  target: readonly string[] | undefined,
): "yes" | "no" | "perhaps" {
  if (target === undefined) return "perhaps";
  if (source === undefined) return outputs === 0 || outputs === target.length ? "perhaps" : "no";
  return source.length === target.length && source.every((name, index) => name === target[index]) ? "yes" : "no";
}

function unfitHead(
  { head, outputs }: ModelSummary,
  sourceClasses: readonly string[] | undefined,
  targetClasses: readonly string[],
): Finding {
  const path = ["layers", head];
  const same = sourceClasses?.length === targetClasses.length;
  return {
    severity: "error",
    code: "layers/head-does-not-fit",
    path,
    message: same
      ? t(
          'must be "new", because the source model has other classes ({0}) than the target ({1})',
          ...[some(sourceClasses), some(targetClasses)],
        )
      : t(
          'must be "new", because the source model has {0} classes, the target {1}',
          ...[sourceClasses?.length ?? outputs, targetClasses.length],
        ),
    fixes: [setFix(t('Change to "{0}"', "new"), path, "new")],
  };
}

function nothingTrains(head: string): Finding {
  return {
    severity: "error",
    code: "layers/nothing-trains",
    path: ["layers"],
    atKey: true,
    message: t('must leave a layer to train, but every layer is frozen; let at least the head "{0}" be trained', head),
    fixes: [setFix(t('Train "{0}"', head), ["layers", head], "train")],
  };
}

const some = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …`;
