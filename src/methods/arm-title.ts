import { methodById } from "./index";

/** @param arm `transfer`, or the id of a control @returns `Fine-tuning`, `Linear probe`; the id itself where unknown */
export function armTitle(methodId: string, arm: string): string {
  const method = methodById(methodId);
  return method?.controls.find(({ id }) => id === arm)?.title ?? method?.title ?? arm;
}
