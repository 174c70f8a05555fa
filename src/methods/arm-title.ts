import { methodById } from "./index";
import { readSweepArm, SWEEP_BASE } from "./sweep-arms";

/** @param arm `transfer`, the id of a control, or an arm of a sweep @returns `Fine-tuning`, `Linear probe`, `A3B+` */
export function armTitle(methodId: string, arm: string): string {
  if (arm === SWEEP_BASE) return "Base: the target alone";
  const swept = readSweepArm(arm);
  if (swept !== undefined) return swept.curve === "random" ? `Random ${swept.cut}` : arm;
  const method = methodById(methodId);
  return method?.controls.find(({ id }) => id === arm)?.title ?? method?.title ?? arm;
}
