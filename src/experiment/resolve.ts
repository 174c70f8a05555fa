/** Fills in every default of an experiment that obeys the schema. */
import type { MethodSpec, Option } from "../methods/define";
import { audioSettings } from "../data/speech/settings";
import { placeOf } from "./interpretation";
import type { RawDataset, RawExperiment, RawSource, RawTask, RawTraining, ValuesOf } from "./raw";
import {
  ADAMW_WEIGHT_DECAY,
  augmentationSettings,
  earlyStoppingSettings,
  ENOUGH_FOR_VALIDATION,
  optimizerSettings,
  otherDefaults,
  sourceSettings,
  sweepDefaults,
  TARGET_NAME,
  targetSettings,
  trainingSettings,
  weightDecaySetting,
} from "./settings";
import {
  experimentSchema,
  type Amount,
  type DatasetRef,
  type Experiment,
  type Source,
  type TaskSettings,
  type Training,
} from "./types";

/** @param file absolute path of the experiment file */
export function resolveExperiment(raw: RawExperiment, method: MethodSpec, file: string): Experiment {
  const target = resolveTask(raw.target.name ?? TARGET_NAME, raw.target);
  return experimentSchema.parse({
    file,
    method: method.id,
    source: resolveSource(raw.source),
    target,
    layers: Object.entries(raw.layers ?? {}).map(([pattern, state]) => ({ pattern, state })),
    sweep: raw.sweep === undefined ? null : { ...sweepDefaults, ...raw.sweep },
    options: fill(method.options, raw.options),
    training: resolveTraining(raw.training ?? {}, target.validation !== "none"),
    controls: raw.controls ?? method.controls.filter(({ suggested }) => suggested).map(({ id }) => id),
  } satisfies Experiment);
}

/** Validation examples where nothing is said: none where too few are labelled to share. */
const defaultValidation = (labelled: Amount): Experiment["target"]["validation"] =>
  typeof labelled === "object" && "perClass" in labelled && labelled.perClass < ENOUGH_FOR_VALIDATION
    ? "none"
    : otherDefaults.validation.value;

/** The given values, and the defaults of the others, in the order of the settings. */
function fill<S extends Readonly<Record<string, Option>>>(
  settings: S,
  given: Readonly<Record<string, unknown>> = {},
): ValuesOf<S> {
  const entries = Object.entries(settings).map(([key, option]) => [key, given[key] ?? option.default]);
  return Object.fromEntries(entries) as ValuesOf<S>;
}

const datasetOf = ({ dataset: path, label, group, only, classes, audio }: RawDataset): DatasetRef => ({
  path,
  ...(label === undefined ? {} : { label }),
  ...(group === undefined ? {} : { group }),
  ...(only === undefined ? {} : { only }),
  ...(classes === undefined ? {} : { classes }),
  ...(audio === undefined ? {} : { audio: fill(audioSettings, audio) }),
});

/** The same data are understood as for training; speech of any data is heard as for training. */
function testDatasetOf(test: RawDataset, task: RawDataset): DatasetRef {
  const { label, group, classes, audio } = datasetOf(task);
  const isSame = placeOf({ path: test.dataset }) === placeOf({ path: task.dataset });
  return {
    ...(isSame && { ...(label && { label }), ...(group && { group }), ...(classes && { classes }) }),
    ...(audio && { audio }),
    ...datasetOf(test),
  };
}

function resolveSource(raw: RawSource): Source {
  if ("model" in raw) {
    return {
      kind: "model",
      path: raw.model,
      ...(raw.preprocessing === undefined ? {} : { preprocessing: raw.preprocessing }),
    };
  }
  if ("run" in raw) return { kind: "run", path: raw.run };
  if ("tasks" in raw) {
    return {
      kind: "tasks",
      tasks: Object.entries(raw.tasks).map(([name, task]) => resolveTask(name, task)),
      architecture: raw.architecture,
      ...(raw.size === undefined ? {} : { size: raw.size }),
    };
  }
  return {
    kind: "dataset",
    dataset: datasetOf(raw),
    architecture: raw.architecture,
    ...(raw.size === undefined ? {} : { size: raw.size }),
    ...fill(sourceSettings, { ...raw }),
  };
}

function resolveTask(name: string, raw: RawTask): TaskSettings {
  const labelled = raw.labelled ?? otherDefaults.labelled.value;
  const test = raw.test ?? otherDefaults.test.value;
  return {
    name,
    dataset: datasetOf(raw),
    predicts: raw.predicts ?? "class",
    labelled,
    validation: raw.validation ?? defaultValidation(labelled),
    test: "dataset" in test ? { dataset: testDatasetOf(test, raw) } : test,
    ...fill(targetSettings, { splitSeed: raw.splitSeed }),
  };
}

function resolveTraining(raw: RawTraining, hasValidation: boolean): Training {
  const optimizer = fill(optimizerSettings, raw.optimizer);
  const usualDecay = optimizer.name === "adamw" ? ADAMW_WEIGHT_DECAY : weightDecaySetting.default;
  const earlyStopping = raw.earlyStopping ?? (hasValidation && {});
  const augmentation = raw.augmentation ?? false;
  return {
    ...fill(trainingSettings, raw),
    optimizer: { ...optimizer, weightDecay: raw.optimizer?.weightDecay ?? usualDecay },
    seeds: raw.seeds ?? otherDefaults.seeds.value,
    earlyStopping: earlyStopping === false ? null : fill(earlyStoppingSettings, earlyStopping),
    augmentation: augmentation === false ? null : fill(augmentationSettings, augmentation),
  };
}
