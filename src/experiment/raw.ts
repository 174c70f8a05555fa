/** An experiment as its file spells it: everything may be left out that has a default. */
import type { Option, OptionsOf } from "../methods/define";
import type {
  augmentationSettings,
  earlyStoppingSettings,
  optimizerSettings,
  sourceSettings,
  targetSettings,
  trainingSettings,
} from "./settings";
import type { audioSettings } from "../data/speech/settings";
import type { textSettings } from "../data/text/settings";
import type { Amount, LayerState, Predicts, Preprocessing, Sweep } from "./types";

type Settings = Readonly<Record<string, Option>>;
export type ValuesOf<S extends Settings> = OptionsOf<{ options: S }>;
type Given<S extends Settings> = Partial<ValuesOf<S>>;

/** Which examples of a data set. */
export interface RawDataset {
  dataset: string;
  label?: string;
  group?: string;
  only?: string[];
  classes?: string[];
  audio?: Given<typeof audioSettings>;
  text?: Given<typeof textSettings>;
}

export type RawSource =
  | { model: string; preprocessing?: Preprocessing }
  | { run: string }
  | { tasks: Record<string, RawTask>; architecture: string; size?: number }
  | RawExamples
  | (RawDataset & { architecture: string; size?: number } & Given<typeof sourceSettings>);

/** Source examples that the same run learns from. */
export type RawExamples = RawTask & { architecture?: string; size?: number };

export type RawSemantics = { attributes: string } | { vectors: string; labels?: string[] };

export type RawTraining = Given<typeof trainingSettings> & {
  optimizer?: Given<typeof optimizerSettings> & { weightDecay?: number };
  seeds?: number[];
  earlyStopping?: false | Given<typeof earlyStoppingSettings>;
  augmentation?: false | Given<typeof augmentationSettings>;
};

export interface RawTask extends Given<typeof targetSettings>, RawDataset {
  predicts?: Predicts;
  labelled?: Exclude<Amount, "none">;
  unlabelled?: "all" | { fraction: number };
  validation?: Exclude<Amount, "all">;
  test?: { fraction: number } | RawDataset;
}

export interface RawTarget extends RawTask {
  name?: string;
}

export interface RawExperiment {
  method: string;
  source: RawSource;
  target: RawTarget;
  semantics?: RawSemantics;
  layers?: Record<string, LayerState>;
  sweep?: Partial<Sweep>;
  options?: Record<string, number | boolean | string>;
  training?: RawTraining;
  controls?: string[];
}
