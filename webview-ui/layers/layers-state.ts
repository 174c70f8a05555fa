/** What the page "Layers" knows, and how a message of the editor changes it. Pure. */
import type { LayerPlan } from "../../src/protocol/layer-plan";
import { toLayersSchema } from "../../src/protocol/layers-page";
import type { LayerView } from "../../src/protocol/view";
import { whyUnreadable } from "../why-unreadable";

export interface LayersState {
  /** Absent until the editor answered `ready`. */
  readonly experiment: string | undefined;
  readonly method: string;
  readonly layers: readonly LayerView[];
  readonly plan: LayerPlan | undefined;
  /** Why the file cannot say its layers as it stands. */
  readonly fault: string | undefined;
  /** Why the last message that could not be read was left out. */
  readonly unreadable: string | undefined;
}

export const emptyLayers: LayersState = {
  experiment: undefined,
  method: "",
  layers: [],
  plan: undefined,
  fault: undefined,
  unreadable: undefined,
};

/** @param message anything; what does not follow the protocol changes nothing but `unreadable` */
export function reduceLayers(state: LayersState, message: unknown): LayersState {
  const parsed = toLayersSchema.safeParse(message);
  if (!parsed.success) return { ...state, unreadable: whyUnreadable(parsed.error) };
  const known = parsed.data;
  switch (known.type) {
    case "network": {
      const { experiment, method, layers, plan } = known;
      return { ...state, experiment, method, layers, plan, fault: undefined };
    }
    case "fault": {
      const { experiment, reason } = known;
      const plan: LayerPlan = { choices: state.plan?.choices ?? [], refused: reason };
      return { ...state, experiment, fault: reason, plan };
    }
  }
}
