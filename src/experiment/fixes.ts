/** Quick fixes that several checks offer. */
import { t } from "@vscode/l10n";
import type { Fix, JsonPath } from "../protocol/problem";

export const setFix = (title: string, path: JsonPath, value: unknown): Fix => ({
  title,
  edits: [{ kind: "set", path, value }],
});

/** @param controls of the experiment */
export const withoutControl = (controls: readonly string[], id: string): Fix =>
  setFix(
    t('Remove "{0}"', id),
    ["controls"],
    controls.filter((control) => control !== id),
  );

export const keepForValidation = (): Fix =>
  setFix(t("Keep a fifth of the labelled examples for validation"), ["target", "validation"], { fraction: 0.2 });

/** @param path of the test data */
export const holdOut = (path: JsonPath): Fix =>
  setFix(t("Hold out a share of the data instead"), path, { fraction: 0.3 });

/** Takes a setting out that is of no use. */
export const removeIt = (path: JsonPath): Fix => ({ title: t("Remove it"), edits: [{ kind: "remove", path }] });

export const switchOff = {
  augmentation: (): Fix => setFix(t("Switch augmentation off"), ["training", "augmentation"], false),
  earlyStopping: (): Fix => setFix(t("Switch early stopping off"), ["training", "earlyStopping"], false),
};
