/** Whether the training settings make sense together. */
import { t } from "@vscode/l10n";
import type { MethodSpec } from "../methods/define";
import type { JsonPath, Severity } from "../protocol/problem";
import { tasksOf, validatingTask } from "./data-places";
import { inputKindOf, type DataFacts } from "./facts";
import type { Finding } from "./finding";
import { keepForValidation, removeIt, setFix, switchOff } from "./fixes";
import { optimizerSettings } from "./settings";
import type { Experiment } from "./types";

export function checkTraining(
  experiment: Experiment,
  method: MethodSpec,
  targetData: DataFacts | undefined,
): Finding[] {
  return [
    ...checkSeeds(experiment),
    ...checkValidation(experiment),
    ...checkOptimizer(experiment),
    ...checkAugmentation(experiment, targetData),
    ...checkClassWeights(experiment),
    ...checkControls(experiment, method),
  ];
}

function checkSeeds({ training: { seeds } }: Experiment): Finding[] {
  const path = ["training", "seeds"];
  const different = [...new Set(seeds)];
  if (different.length < seeds.length) {
    const message = t(
      "must be different numbers, because equal seeds give equal trials and a false interval, got {0}",
      list(seeds),
    );
    const fix = setFix(t("Change to {0}", list(different)), path, different);
    return [{ severity: "error", code: "training/duplicate-seeds", path, message, fixes: [fix] }];
  }
  if (seeds.length > 1) return [];
  const message = t("has one seed, so the verdict will have no interval; use 3 or more");
  const fixes = [setFix(t("Use seeds 1, 2 and 3"), path, [1, 2, 3])];
  return [{ severity: "info", code: "training/one-seed", path, message, fixes }];
}

const list = (values: readonly number[]): string => `[${values.join(", ")}]`;

function checkValidation(experiment: Experiment): Finding[] {
  const { earlyStopping, epochs } = experiment.training;
  const path = ["training", "earlyStopping"];
  const findings: Finding[] = [];
  if (earlyStopping !== null && validatingTask(experiment).validation === "none") {
    findings.push({
      severity: "warning",
      code: "training/no-validation",
      path,
      message: t(
        "needs validation examples to know when to stop, and target.validation is none; nothing will stop early",
      ),
      fixes: [switchOff.earlyStopping(), keepForValidation()],
    });
  } else if (earlyStopping !== null && earlyStopping.patience >= epochs) {
    const message = t(
      "must be below the {0} epochs of the training to stop anything, got {1}",
      ...[epochs, earlyStopping.patience],
    );
    const at = [...path, "patience"];
    const fixes = epochs > 1 ? [setFix(t("Change to {0}", Math.ceil(epochs / 5)), at, Math.ceil(epochs / 5))] : [];
    findings.push({ severity: "info", code: "training/endless-patience", path: at, message, fixes });
  }
  return findings;
}

function checkOptimizer({ training }: Experiment): Finding[] {
  const { name, momentum, weightDecay } = training.optimizer;
  const at = (key: string): JsonPath => ["training", "optimizer", key];
  const finding = (severity: Severity, code: string, key: string, message: string): Finding => {
    return { severity, code, path: at(key), message };
  };
  const findings: Finding[] = [];
  if (name === "momentum" && momentum === 1) {
    const endless = finding(
      "error",
      "training/endless-momentum",
      "momentum",
      t("must be below 1, or no step is ever forgotten, got 1"),
    );
    findings.push({ ...endless, fixes: [setFix(t("Change to {0}", 0.9), at("momentum"), 0.9)] });
  }
  if (name !== "momentum" && momentum !== optimizerSettings.momentum.default) {
    const unused = finding(
      "info",
      "training/unused-momentum",
      "momentum",
      t("is read by the optimizer momentum only, not by {0}", name),
    );
    findings.push({ ...unused, fixes: [removeIt(at("momentum"))] });
  }
  if (name === "adamw" && weightDecay === 0) {
    const message = t("is 0, with which adamw is adam; use 0.01 or so");
    const none = finding("info", "training/no-decay", "weightDecay", message);
    findings.push({ ...none, fixes: [setFix(t("Change to {0}", 0.01), at("weightDecay"), 0.01)] });
  }
  return findings;
}

function checkAugmentation({ training, layers }: Experiment, targetData: DataFacts | undefined): Finding[] {
  const { augmentation } = training;
  if (augmentation === null) return [];
  const path = ["training", "augmentation"];
  if (targetData?.kind === "speech") return [augmentedSpeech(path)];
  if (targetData === undefined || inputKindOf(targetData) !== "table")
    return augmentation.variants === 0 && layers.some(({ state }) => state === "frozen") ? [augmentedFrozen(path)] : [];
  return [
    {
      severity: "warning",
      code: "training/augmented-table",
      path,
      message: t("is for pictures and does nothing for a table; switch it off"),
      fixes: [switchOff.augmentation()],
    },
  ];
}

const augmentedSpeech = (path: JsonPath): Finding => ({
  severity: "warning",
  code: "training/augmented-speech",
  path,
  message: t("is for photographs: in recordings it turns, mirrors and stretches time and pitch; switch it off"),
  fixes: [switchOff.augmentation()],
});

/** Enough of them that training rarely sees the same picture, few enough that their features are soon there. */
const FIXED_FORMS = 8;

const augmentedFrozen = (path: JsonPath): Finding => ({
  severity: "info",
  code: "training/augmented-frozen",
  path,
  message: t(
    "draws other pictures each epoch, so frozen layers run again each epoch; with a few fixed forms their features are kept",
  ),
  fixes: [setFix(t("Use {0} fixed forms", FIXED_FORMS), [...path, "variants"], FIXED_FORMS)],
});

function checkClassWeights(experiment: Experiment): Finding[] {
  const { training } = experiment;
  if (training.classWeights === "none" || tasksOf(experiment).some(({ task }) => task.predicts === "class")) return [];
  const path = ["training", "classWeights"];
  const message = t("weighs classes, and the target predicts a number, which has none; leave it out");
  return [{ severity: "warning", code: "training/weights-of-numbers", path, message, fixes: [removeIt(path)] }];
}

/** The verdict is about the method's first control. */
function checkControls({ controls }: Experiment, method: MethodSpec): Finding[] {
  const [first] = method.controls;
  if (first === undefined || controls.includes(first.id)) return [];
  const path = ["controls"];
  return [
    {
      severity: "info",
      code: "controls/no-verdict",
      path,
      message: t('lacks "{0}", so there will be no verdict on what the transfer brings', first.id),
      fixes: [setFix(t('Add "{0}"', first.id), path, [first.id, ...controls])],
    },
  ];
}
