/** How the layers of the made-up run fare, and what its experiment file may say of them. */
import type { LayerPlan, LayerState } from "../../src/protocol/layer-plan";
import type { LayerHealth, MetricRow } from "../../src/protocol/metrics";
import type { RunView } from "../../src/protocol/view";
import { planOfLayers } from "./deep-network";
import { finishedView } from "./sample-view";

const health: Readonly<Record<string, LayerHealth>> = {
  conv1: { drift: 0, deadUnits: 0.02 },
  conv2: { drift: 0, deadUnits: 0.625 },
  conv3: { drift: 0.061, gradientNorm: 0.0123, updateRatio: 0.00112, deadUnits: 0 },
  dense1: { drift: 0.143, gradientNorm: 2.5e-7, updateRatio: 3e-8, deadUnits: 0.1, saturatedUnits: 0.55 },
  head: { drift: 0.512, gradientNorm: 1.9, updateRatio: 0.24 },
};

export const withHealth = (view: RunView): RunView => ({
  ...view,
  rows: view.rows.map((row): MetricRow =>
    row.type === "epoch" && row.arm === "transfer" ? { ...row, layers: { ...health } } : row,
  ),
});

/** The plan of the run, but for these layers. */
export function planWith(changes: Readonly<Record<string, LayerState>>): LayerPlan {
  const { choices } = planOfLayers(finishedView().layers);
  return {
    choices: choices.map((choice) => {
      const state = changes[choice.layer];
      return state === undefined ? choice : { ...choice, state };
    }),
  };
}
