/**
 * How a method is declared. A spec is pure data: palette, wizard, schema, docs check, diagram and contract test are
 * all derived from it, in the editor too, where no tensor code may be loaded. The training half of a method is
 * `<id>/train.ts`; the engine finds it by the id.
 */

import type { ExperimentFacts } from "../experiment/facts";
import type { Finding } from "../experiment/finding";
import type { Experiment } from "../experiment/types";
import type { MetricRow } from "../protocol/metrics";
import type { ReportPart } from "../protocol/report";
import type { LayerView } from "../protocol/view";

/** An option of a method, or a training setting, as the experiment file spells it. */
export type Option =
  | ({
      kind: "number";
      above?: number;
      min?: number;
      max?: number;
      default: number;
      /** What a new experiment gets whose target has other classes than its source; the default where left out. */
      otherClasses?: number;
    } & Described)
  | ({ kind: "integer"; min?: number; max?: number; default: number } & Described)
  | ({ kind: "boolean"; default: boolean } & Described)
  | ({ kind: "choice"; choices: readonly Choice[]; default: string } & Described);

interface Described {
  /** One sentence: what it does. */
  describe: string;
  /** Why the default is what it is. */
  reason: string;
}
interface Choice {
  value: string;
  describe: string;
}

type Without<K extends Option["kind"]> = Omit<Extract<Option, { kind: K }>, "kind">;

export const number = (option: Without<"number">) => ({ kind: "number" as const, ...option });
export const integer = (option: Without<"integer">) => ({ kind: "integer" as const, ...option });
export const boolean = (option: Without<"boolean">) => ({ kind: "boolean" as const, ...option });
export const choice = <V extends string>(
  option: Described & { choices: readonly { value: V; describe: string }[]; default: V },
) => ({
  kind: "choice" as const,
  ...option,
});

type ValueOf<O extends Option> = O extends { kind: "number" | "integer" }
  ? number
  : O extends { kind: "boolean" }
    ? boolean
    : O extends { kind: "choice"; choices: readonly { value: infer V }[] }
      ? V
      : never;

/** The resolved options of a method: `OptionsOf<typeof fineTuning>`. */
export type OptionsOf<S extends { options: Readonly<Record<string, Option>> }> = {
  readonly [K in keyof S["options"]]: ValueOf<S["options"][K]>;
};

/** A control: what the method is compared with, on the same data and budget. */
export interface Control {
  id: string;
  title: string;
  /** What it shows. */
  describe: string;
  /** Whether a new experiment has it switched on. */
  suggested: boolean;
  /** It takes no step: it is what there was before any training. */
  untrained?: true;
}

/** What most methods are compared with. */
export const scratch = {
  id: "scratch",
  title: "From scratch",
  describe: "The same network with fresh weights: what you would have without any transfer.",
  suggested: true,
} as const satisfies Control;

/** The cell of the map a method belongs to. */
export interface Needs {
  source: "labelled" | "unlabelled";
  target: "labelled" | "unlabelled";
}

/**
 * Where the knowledge comes from: a saved network, data to train one on first, other tasks, examples that the same run
 * learns from, or a finished run.
 */
export type SourceKind = "model" | "dataset" | "tasks" | "examples" | "run";

/**
 * What a method does with the target's examples.
 *
 * - `labelled`: some train with their labels, others judge
 * - `unlabelled`: some train without their labels, others judge
 * - `grouped`: all are put into groups without their labels, and the same judge
 * - `unseen`: none trains, all judge
 */
export type TargetUse = "labelled" | "unlabelled" | "grouped" | "unseen";

/** More curves over the epochs for the run panel, beside loss and accuracy. */
export interface ChartSpec {
  id: string;
  title: string;
  /** One sentence: how to read it. */
  describe: string;
  unit: "share" | "number" | "nats" | "degrees";
  /**
   * What is drawn, of the epoch rows: figures of `train` or `validation` by name, where a name that ends in `*` stands
   * for all that begin so; or a measure of each layer.
   */
  draws: { figures: readonly string[] } | { layers: "drift" };
  /** The arms it is drawn for; the method's own where left out. */
  arms?: readonly string[];
}

/** What a run has measured so far. */
export interface Measured {
  experiment: Experiment;
  /** Of the method's own network. */
  layers: readonly LayerView[];
  rows: readonly MetricRow[];
}

/** How the rate of a training differs from layer to layer, and in time. */
export interface RateCourse {
  /** The rate of each layer as a multiple of the optimizer's; 1 where left out. */
  factors?: ReadonlyMap<string, number>;
  /** The first epoch of each layer that does not train from the first one on. */
  joins?: ReadonlyMap<string, number>;
  /** What is left of the rate in the last step, as a share; 1 where left out. */
  end?: number;
}

/** Layers that train, from input to output. */
export interface TrainedLayers {
  trained: readonly string[];
  /** Those of them that start from fresh weights. */
  fresh: readonly string[];
}

/** What a method says of its rows beside the verdict. */
export interface Conclusions {
  parts: ReportPart[];
  findings: Finding[];
}

export interface MethodSpec {
  /** Kebab-case; also the name of its folder. */
  id: string;
  title: string;
  /** One sentence for the wizard: when to pick it. */
  summary: string;
  paper: string;
  needs: Needs;
  /** The kinds of source it takes, the usual one first. */
  sources: readonly SourceKind[];
  /** Labelled examples train where left out. */
  target?: TargetUse;
  /**
   * The network that is trained where the source is examples: one that the file names, as where this is left out; a
   * linear classifier; or none, and then inputs come as the data have them.
   */
  network?: "chosen" | "linear" | "none";
  /** What it has to know of classes apart from examples. */
  semantics?: "attributes" | "vectors";
  /** None of its arms takes a gradient step. */
  untrained?: true;
  /** It trains several networks one after the other, so that no single sweep shows which learning rate suits. */
  inTurn?: true;
  /** Where the source is examples: the mean of all training pictures is subtracted, channel by channel. */
  centres?: true;
  /** Whether the experiment file has a `layers` section for it. */
  layers: boolean;
  /** Whether it may try every cut between layers: a `sweep` section. */
  sweeps: boolean;
  /** Whether its tasks may predict numbers. */
  numbers: boolean;
  options: Readonly<Record<string, Option>>;
  /** The first one is the one that the verdict compares with. */
  controls: readonly Control[];
  charts: readonly ChartSpec[];
  /** How the rate of its own arm differs from the one that the file names; one rate for all where left out. */
  rates?: (experiment: Experiment, layers: TrainedLayers) => RateCourse;
  /** Examples below which it cannot do what it promises. */
  fewest?: { of: "source" | "target"; examples: number; because: () => string };
  /** What its experiments have to obey beside the schema; facts as far as they are known. */
  check?: (experiment: Experiment, facts: ExperimentFacts) => Finding[];
  /** What its report has beside figures and verdict; also of a run that is not over. */
  conclude?: (measured: Measured) => Conclusions;
  headline: { figure: string; title: string; unit: "share" | "number"; better: "higher" | "lower" };
}

/** Keeps the literal types, so that `OptionsOf` knows them. */
export const defineMethod = <const S extends MethodSpec>(spec: S): S => spec;
