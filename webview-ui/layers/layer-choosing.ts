/** What a person may make of the layers that they chose, as the experiment file stands. Pure. */
import { t } from "@vscode/l10n";
import type { LayerChoice, LayerPlan, LayerState } from "../../src/protocol/layer-plan";
import type { LayerView } from "../../src/protocol/view";
import { treatmentOf } from "../layer-facts";

export type Choices = ReadonlyMap<string, LayerChoice>;

export const choicesOf = (plan: LayerPlan | undefined): Choices =>
  new Map(plan?.choices.map((choice) => [choice.layer, choice]));

export interface Possible {
  /** The layers that can have the state. */
  readonly layers: readonly string[];
  /** Why the others cannot, a sentence without a full stop each; those without weights need no word beside others. */
  readonly reasons: readonly string[];
}

export function possibleFor(state: LayerState, layers: readonly string[], plan: LayerPlan | undefined): Possible {
  if (plan === undefined) return { layers: [], reasons: [] };
  if (plan.refused !== undefined) return { layers: [], reasons: [plan.refused.replace(/\.$/, "")] };
  const choices = choicesOf(plan);
  const able: string[] = [];
  const reasons = new Map<string, string>();
  const withoutWeights: string[] = [];
  for (const layer of layers) {
    const choice = choices.get(layer);
    if (choice === undefined) {
      reasons.set("", t("{0} is not in the network of the file as it stands", layer));
      continue;
    }
    const reason = choice.refused?.[state];
    if (reason === undefined) able.push(layer);
    else if (choice.state === undefined) withoutWeights.push(`${layer} ${reason}`);
    else reasons.set(reason, `${layer} ${reason}`);
  }
  const others = able.length === 0 && reasons.size === 0 ? withoutWeights.slice(0, 1) : [];
  return { layers: able, reasons: [...reasons.values(), ...others] };
}

/** What the file makes of a layer, where that is something else than what the run made of it. */
export function nextState(layer: LayerView, choice: LayerChoice | undefined): LayerState | undefined {
  const treatment = treatmentOf(layer);
  const ran = treatment === "trained" ? "train" : treatment;
  return choice?.state === undefined || ran === "none" || choice.state === ran ? undefined : choice.state;
}

/** As a mark says it. */
export const stateWords: Readonly<Record<LayerState, string>> = {
  frozen: t("frozen"),
  train: t("trained"),
  new: t("new"),
};
