/** Writes the first version of an experiment file: pretty, commented, and with nothing in it that is not needed. */
import type { MethodSpec, Option, TargetUse } from "../methods/define";
import { inline } from "./inline";
import { ENOUGH_FOR_VALIDATION, optimizerSettings, otherDefaults, TARGET_NAME, trainingSettings } from "./settings";

export interface ScaffoldData {
  dataset: string;
  label?: string;
  /** The column of groups, and those that are taken. */
  group?: string;
  only?: readonly string[];
  /** Those that are taken. */
  classes?: readonly string[];
}

export interface ScaffoldChoices {
  method: MethodSpec;
  /** Paths as the file is to spell them: relative to its folder, with forward slashes. */
  source:
    { model: string } | (ScaffoldData & { architecture?: string }) | { tasks: readonly string[]; architecture: string };
  target: ScaffoldData;
  /** Where the method needs to know something of classes apart from examples. */
  semantics?: { attributes: string } | { vectors: string };
  /** Names of the source model's layers with weights, from input to head, where they are known. */
  layers?: readonly string[];
  /** Whether source and target have the same classes, so that the head can be kept. */
  sameClasses?: boolean;
  /** Examples of the target's smallest class, where they are known. */
  smallestClass?: number;
  controls: readonly string[];
}

/** A key with its value as text, below a comment; blocks are set apart by an empty line. */
interface Entry {
  key: string;
  value: string;
  comment?: string;
}

/** Longer networks are not listed layer by layer. */
const MOST_LAYERS = 12;

export function scaffoldExperiment(choices: ScaffoldChoices): string {
  const { method, controls } = choices;
  const options = Object.entries(method.options).map(([key, option]): Entry => ({
    key,
    value: inline(choices.sameClasses === false ? ofOtherClasses(option) : option.default),
    comment: option.describe,
  }));
  const entries: Entry[] = [
    { key: "method", value: inline(method.id) },
    sourceEntry(choices),
    { key: "target", value: object(targetEntries(choices), 1), comment: targetComment(method) },
    ...(choices.semantics === undefined ? [] : [semanticsEntry(choices.semantics)]),
    ...(method.layers ? [layersEntry(choices)] : []),
    ...(options.length === 0 ? [] : [{ key: "options", value: object(options, 1) }]),
    {
      key: "training",
      value: object(trainingEntries(method), 1),
      comment: "Hover over a key to see what it may be, and why.",
    },
    {
      key: "controls",
      value: inline(controls),
      comment: "What the result is compared with, on the same data and budget.",
    },
  ];
  const body = entries.map((entry) => print(entry, 1)).join(",\n\n");
  return `// ${method.title}. ${method.summary}\n// ${method.paper}\n{\n${body}\n}\n`;
}

const ofOtherClasses = (option: Option): Option["default"] =>
  option.kind === "number" ? (option.otherClasses ?? option.default) : option.default;

function sourceEntry({ source, method }: ScaffoldChoices): Entry {
  if ("tasks" in source) {
    const tasks = taskNames(source.tasks).map(([name, dataset]) => ({ key: name, value: inline({ dataset }) }));
    const entries = [
      { key: "architecture", value: inline(source.architecture) },
      { key: "tasks", value: object(tasks, 2) },
    ];
    return { key: "source", value: object(entries, 1), comment: "Other tasks, which the same run learns." };
  }
  const comment =
    "model" in source
      ? "The network that is adapted, in the TensorFlow.js layers format."
      : method.sources.includes("examples")
        ? examplesComment(method)
        : "A network is trained on these data once, and kept.";
  return { key: "source", value: inline(source), comment };
}

const examplesComment = ({ needs }: MethodSpec): string =>
  needs.source === "labelled"
    ? "Labelled examples, which the run learns from."
    : "Examples without labels, which the run learns from; labels in the data are not looked at.";

const semanticsEntry = (semantics: NonNullable<ScaffoldChoices["semantics"]>): Entry => ({
  key: "semantics",
  value: inline(semantics),
  comment:
    "attributes" in semantics
      ? "What is known of the classes: a row for each, a column for each attribute."
      : "What words mean: the names of the classes are looked up here.",
});

/** A task is called after its data: `data/mnist` gives `mnist`. */
function taskNames(datasets: readonly string[]): [name: string, dataset: string][] {
  const taken = new Set([TARGET_NAME]);
  return datasets.map((dataset) => {
    const base = (dataset.split("/").at(-1) ?? "").replace(/\..*$/, "").replaceAll(/[^\w-]/g, "-");
    const wanted = /^[A-Za-z]/.test(base) ? base : `task-${base}`;
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
    taken.add(name);
    return [name, dataset];
  });
}

const targetComments: Record<TargetUse, string> = {
  labelled: "Your own data.",
  unlabelled: "Your own data; labels, if there are any, judge the result and are never trained on.",
  grouped: "What is put into groups; labels, if there are any, judge the result and nothing else.",
  unseen: "What no example is learnt from: all of it judges the result.",
};
const targetComment = ({ target = "labelled" }: MethodSpec): string => targetComments[target];

function targetEntries(choices: ScaffoldChoices): Entry[] {
  const { method, target } = choices;
  const data = Object.entries(target).map(([key, value]) => ({ key, value: inline(value) }));
  const test: Entry = {
    key: "test",
    value: inline(otherDefaults.test.value),
    comment: "What the result is judged by; never trained on.",
  };
  const unlabelled: Entry = {
    key: "unlabelled",
    value: inline(otherDefaults.unlabelled.value),
    comment: 'How many examples are learnt from, without their labels: "all" or { "fraction": 0.5 }.',
  };
  switch (method.target ?? "labelled") {
    case "labelled":
      return [...data, ...labelledEntries(choices), test];
    case "unlabelled":
      return [...data, unlabelled, test];
    case "grouped":
      return [...data, unlabelled];
    case "unseen":
      return data;
  }
}

function labelledEntries({ smallestClass }: ScaffoldChoices): Entry[] {
  const { test } = otherDefaults;
  const labelled = smallestClass === undefined ? Infinity : Math.floor(smallestClass * (1 - test.value.fraction));
  const tooFew: Entry = {
    key: "validation",
    value: inline("none"),
    comment: `The smallest class has ${smallestClass ?? 0} examples, too few to keep some aside.`,
  };
  return [
    {
      key: "labelled",
      value: inline(otherDefaults.labelled.value),
      comment: 'How many examples may be learnt from: "all", { "perClass": 5 } or { "fraction": 0.1 }.',
    },
    ...(labelled < ENOUGH_FOR_VALIDATION ? [tooFew] : []),
  ];
}

function layersEntry({ layers = [], sameClasses = false }: ScaffoldChoices): Entry {
  const listed = layers.length <= MOST_LAYERS ? layers : layers.slice(-1);
  const head = layers.at(-1);
  const entries = listed.map((name) => ({ key: name, value: inline(name === head && !sameClasses ? "new" : "train") }));
  return {
    key: "layers",
    value: object(entries, 1),
    comment: 'By name or pattern: "frozen" keeps the source weights, "train" goes on from them, "new" starts afresh.',
  };
}

const stepEntries: readonly Entry[] = [
  { key: "epochs", value: inline(trainingSettings.epochs.default) },
  {
    key: "optimizer",
    value: inline({ name: optimizerSettings.name.default, learningRate: optimizerSettings.learningRate.default }),
  },
];

const trainingEntries = ({ untrained }: MethodSpec): Entry[] => [
  ...(untrained === true ? [] : stepEntries),
  { key: "seeds", value: inline(otherDefaults.seeds.value), comment: "One trial each; the interval comes from them." },
];

const indent = (depth: number): string => "  ".repeat(depth);

function print({ key, value, comment }: Entry, depth: number): string {
  const above = comment === undefined ? "" : `${indent(depth)}// ${comment}\n`;
  return `${above}${indent(depth)}${JSON.stringify(key)}: ${value}`;
}

function object(entries: readonly Entry[], depth: number): string {
  if (entries.length === 0) return "{}";
  return `{\n${entries.map((entry) => print(entry, depth + 1)).join(",\n")}\n${indent(depth)}}`;
}
