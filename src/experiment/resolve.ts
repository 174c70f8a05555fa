/** Fills in every default of an experiment that obeys the schema. */
import type { MethodSpec, Option, SourceKind, TargetUse } from "../methods/define";
import { audioSettings } from "../data/speech/settings";
import { textSettings } from "../data/text/settings";
import { placeOf } from "./interpretation";
import type {
  RawDataset,
  RawExamples,
  RawExperiment,
  RawSemantics,
  RawSource,
  RawTask,
  RawTraining,
  ValuesOf,
} from "./raw";
import {
  ADAMW_WEIGHT_DECAY,
  augmentationSettings,
  earlyStoppingSettings,
  ENOUGH_FOR_VALIDATION,
  optimizerSettings,
  otherDefaults,
  SOURCE_NAME,
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
  type SemanticsRef,
  type Source,
  type TaskSettings,
  type Training,
} from "./types";

/** @param file absolute path of the experiment file */
export function resolveExperiment(raw: RawExperiment, method: MethodSpec, file: string): Experiment {
  const target = resolveTask(raw.target.name ?? TARGET_NAME, raw.target, method.target);
  return experimentSchema.parse({
    file,
    method: method.id,
    source: resolveSource(raw.source, method),
    target,
    semantics: raw.semantics === undefined ? null : semanticsOf(raw.semantics),
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

const datasetOf = ({ dataset: path, label, group, only, classes, audio, text }: RawDataset): DatasetRef => ({
  path,
  ...(label === undefined ? {} : { label }),
  ...(group === undefined ? {} : { group }),
  ...(only === undefined ? {} : { only }),
  ...(classes === undefined ? {} : { classes }),
  ...(audio === undefined ? {} : { audio: fill(audioSettings, audio) }),
  ...(text === undefined ? {} : { text: fill(textSettings, text) }),
});

/** The same data are understood as for training; speech and texts of any data are taken as for training. */
function testDatasetOf(test: RawDataset, task: RawDataset): DatasetRef {
  const { label, group, classes, audio, text } = datasetOf(task);
  const isSame = placeOf({ path: test.dataset }) === placeOf({ path: task.dataset });
  return {
    ...(isSame && { ...(label && { label }), ...(group && { group }), ...(classes && { classes }) }),
    ...(audio && { audio }),
    ...(text && { text }),
    ...datasetOf(test),
  };
}

const semanticsOf = (raw: RawSemantics): SemanticsRef =>
  "attributes" in raw
    ? { kind: "attributes", path: raw.attributes }
    : { kind: "vectors", path: raw.vectors, ...(raw.labels === undefined ? {} : { labels: raw.labels }) };

function resolveSource(raw: RawSource, { sources, needs }: MethodSpec): Source {
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
  if (isExamples(raw, sources)) {
    return {
      kind: "examples",
      task: resolveTask(SOURCE_NAME, raw, needs.source === "unlabelled" ? "source without labels" : "labelled"),
      ...(raw.architecture === undefined ? {} : { architecture: raw.architecture }),
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

/** Both kinds of source name a data set; a method takes one of them. */
const isExamples = (raw: RawSource, sources: readonly SourceKind[]): raw is RawExamples =>
  "dataset" in raw && sources.includes("examples");

function resolveTask(name: string, raw: RawTask, use: TargetUse | "source without labels" = "labelled"): TaskSettings {
  const labelled = raw.labelled ?? otherDefaults.labelled.value;
  const test = raw.test ?? otherDefaults.test.value;
  const heldOut = "dataset" in test ? { dataset: testDatasetOf(test, raw) } : test;
  const unlabelled = { labels: "hidden", labelled: raw.unlabelled ?? "all", validation: "none" } as const;
  const uses = {
    labelled: {
      labels: "given",
      labelled,
      validation: raw.validation ?? defaultValidation(labelled),
      test: heldOut,
    },
    unlabelled: { ...unlabelled, test: heldOut },
    grouped: { ...unlabelled, test: "all" },
    unseen: { labels: "given", labelled: "none", validation: "none", test: "all" },
    "source without labels": { ...unlabelled, test: "none" },
  } as const satisfies Record<typeof use, unknown>;
  return {
    name,
    dataset: datasetOf(raw),
    predicts: raw.predicts ?? "class",
    ...uses[use],
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
