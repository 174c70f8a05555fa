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
import type { Amount, LayerState, Preprocessing } from "./types";

type Settings = Readonly<Record<string, Option>>;
export type ValuesOf<S extends Settings> = OptionsOf<{ options: S }>;
type Given<S extends Settings> = Partial<ValuesOf<S>>;

export type RawSource =
  | { model: string; preprocessing?: Preprocessing }
  | ({ dataset: string; label?: string; architecture: string; size?: number } & Given<typeof sourceSettings>);

export type RawTraining = Given<typeof trainingSettings> & {
  optimizer?: Given<typeof optimizerSettings> & { weightDecay?: number };
  seeds?: number[];
  earlyStopping?: false | Given<typeof earlyStoppingSettings>;
  augmentation?: false | Given<typeof augmentationSettings>;
};

export interface RawTarget extends Given<typeof targetSettings> {
  dataset: string;
  label?: string;
  labelled?: Amount;
  validation?: Exclude<Amount, "all"> | "none";
  test?: { fraction: number } | { dataset: string; label?: string };
}

export interface RawExperiment {
  method: string;
  source: RawSource;
  target: RawTarget;
  layers?: Record<string, LayerState>;
  options?: Record<string, number | boolean | string>;
  training?: RawTraining;
  controls?: string[];
}
