/** What the layers of an experiment's network are as its file stands, and what a person may make of them. */
import { t } from "@vscode/l10n";
import { methodById } from "../methods";
import type { LayerSummary } from "../models/layer-summary";
import type { LayerChoice, LayerPlan } from "../protocol/layer-plan";
import type { LayerView } from "../protocol/view";
import { fitOfHead, plannedLayers } from "./check-layers";
import type { KnownNetwork } from "./known-network";
import { viewsOf } from "./layer-views";
import { layersOfTarget } from "./target-layers";
import type { Experiment, LayerState } from "./types";

export interface PlannedNetwork {
  layers: LayerView[];
  plan: LayerPlan;
}

export function plannedNetwork(experiment: Experiment, known: KnownNetwork): PlannedNetwork {
  const { layers } = known.network;
  const refused = whyFixed(experiment);
  const plan = methodById(experiment.method)?.layers === true ? plannedLayers(experiment, known).plan : [];
  const states = new Map(plan.map(({ name, state }) => [name, state]));
  const choices = layers.map((layer) => choiceOf(layer, states.get(layer.name), known));
  const shown = layersOfTarget(known, (name) => states.get(name));
  return { layers: viewsOf(shown, plan), plan: { choices, ...(refused !== undefined && { refused }) } };
}

/** Why the file cannot say what becomes of single layers. */
function whyFixed({ method: id, sweep }: Experiment): string | undefined {
  const method = methodById(id);
  if (method === undefined) return t('This version does not know the method "{0}".', id);
  if (!method.layers) return t("{0} decides about the layers itself: its file has no plan of layers.", method.title);
  if (sweep === null) return undefined;
  return t('A sweep tries every cut between the layers; take "sweep" out of the file to choose them.');
}

function choiceOf(layer: LayerSummary, state: LayerState | undefined, known: KnownNetwork): LayerChoice {
  const refused = refusedOf(layer, known);
  return { layer: layer.name, ...(state && { state }), ...(refused && { refused }) };
}

function refusedOf({ name, parameters }: LayerSummary, known: KnownNetwork): LayerChoice["refused"] {
  if (parameters === 0) {
    const reason = t("has no weights, so there is nothing to freeze or train");
    return { frozen: reason, train: reason, new: reason };
  }
  if (name !== known.network.head || fitOfHead(known) !== "no") return undefined;
  const reason = t("must be new, because the source model has other classes than the target");
  return { frozen: reason, train: reason };
}
