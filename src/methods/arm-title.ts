import { t } from "@vscode/l10n";
import { inLanguage } from "./in-language";
import { methodById } from "./index";
import { readSweepArm, SWEEP_BASE } from "./sweep-arms";

/** @param arm `transfer`, the id of a control, or an arm of a sweep @returns `Fine-tuning`, `Linear probe`, `A3B+` */
export function armTitle(methodId: string, arm: string): string {
  if (arm === SWEEP_BASE) return t("Base: the target alone");
  const swept = readSweepArm(arm);
  if (swept !== undefined) return swept.curve === "random" ? t("Random {0}", swept.cut) : arm;
  const method = methodById(methodId);
  return inLanguage(method?.controls.find(({ id }) => id === arm)?.title ?? method?.title ?? arm);
}

/** The id of one that this version does not know. */
export const methodTitle = (methodId: string): string => inLanguage(methodById(methodId)?.title ?? methodId);
