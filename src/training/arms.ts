import type { LayerPlan } from "./network";

/**
 * The plan of a control that is the same training with other layers: `scratch` copies nothing, `linear-probe` trains
 * the head alone. Any other arm keeps the plan.
 *
 * @param plan layers with weights, from input to output; the last one is the head
 */
export function planForArm(arm: string, plan: LayerPlan): LayerPlan {
  switch (arm) {
    case "scratch":
      return plan.map(({ name }) => ({ name, state: "new" }));
    case "linear-probe":
      return plan.map(({ name }, index) => ({ name, state: index === plan.length - 1 ? "new" : "frozen" }));
    default:
      return plan;
  }
}
