/**
 * The JSON Schema (draft 7) of experiment files, made from the list of methods. VS Code completes, explains and checks
 * with it; `parse.ts` checks with the same one.
 */
import { methods } from "../methods";
import type { MethodSpec } from "../methods/define";
import { architectures } from "../models/architectures";
import {
  described,
  eitherSchema,
  enumSchema,
  forbidden,
  numberSchema,
  objectSchema,
  optionSchema,
  optionsSchema,
  textSchema,
  type JsonSchema,
} from "./schema-values";
import {
  augmentationSettings,
  earlyStoppingSettings,
  optimizerSettings,
  otherDefaults,
  sourceSettings,
  targetSettings,
  trainingSettings,
  weightDecaySetting,
} from "./settings";

const share = { kind: "number", above: 0, below: 1 } as const;
const atLeastOne = { kind: "integer", min: 1 } as const;

export function experimentSchemaJson(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Transfer Lab experiment",
    ...objectSchema({
      $schema: { type: "string", description: "The schema of this file; editors read it." },
      notes: { type: "string", errorMessage: "must be a text", description: "Whatever you want to remember." },
      method: { ...described("How knowledge is transferred."), ...enumSchema(methods) },
      source,
      target,
      layers,
      options: { type: "object", description: "The options of the method.", errorMessage: "must be an object { … }" },
      training,
      controls: {
        type: "array",
        description: "What the method is compared with, on the same data and budget.",
        errorMessage: "must be a list of controls",
      },
    }),
    required: ["method", "source", "target"],
    allOf: methods.map(ruleOfMethod),
  };
}

function ruleOfMethod(method: MethodSpec): JsonSchema {
  const suggested = method.controls.filter((control) => control.suggested).map(({ id }) => id);
  const control = enumSchema(method.controls.map(({ id, describe }) => ({ id, summary: describe })));
  return {
    if: { properties: { method: { const: method.id } }, required: ["method"] },
    then: {
      properties: {
        options: objectSchema(optionsSchema(method.options), { description: `The options of ${method.title}.` }),
        controls: {
          type: "array",
          items: control,
          uniqueItems: true,
          errorMessage: "must be a list of controls, each once",
          ...described(
            "What the method is compared with, on the same data and budget; the verdict is about the first.",
            suggested,
            "Without a control nobody knows whether the transfer helped.",
          ),
        },
        ...(method.layers ? {} : { layers: forbidden(`must be left out: ${method.title} has no plan of layers`) }),
      },
    },
  };
}

const sourceOfDataset = ["dataset", "label", "architecture", "size", ...Object.keys(sourceSettings)];
const sourceNeedsOne = 'must have "model", a saved network, or "dataset", examples to train one on';

const source = objectSchema(
  {
    model: textSchema("Folder of a saved network in the TensorFlow.js layers format, relative to this file."),
    preprocessing: objectSchema(
      { mean: numbers("Subtracted from the values, which are 0..1 for pictures."), std: numbers("Divided by.", 0) },
      {
        ...described("How the network was fed: (value − mean) / std, one number or one a channel or column."),
        required: ["mean", "std"],
        defaultSnippets: [{ label: "0..1 to −1..1", body: { mean: [0.5], std: [0.5] } }],
      },
    ),
    dataset: textSchema("Source examples, relative to this file; a source model is trained on them once and kept."),
    label: textSchema("The label column of a source table. Guessed, and said, where left out."),
    architecture: { ...described("The network that is trained."), ...enumSchema(architectures) },
    size: {
      ...described("Side in pixels that pictures are brought to. The data set's own size where left out."),
      ...numberSchema({ kind: "integer", min: 8, max: 512 }),
    },
    ...optionsSchema(sourceSettings),
  },
  {
    ...described("Where the knowledge comes from: a saved network, or data and an architecture to train one."),
    defaultSnippets: [
      { label: "a saved network", body: { model: "${1:models/source}" } },
      {
        label: "a data set to train on",
        body: { dataset: "${1:data/source}", architecture: `\${2:${architectures[0]?.id ?? ""}}` },
      },
    ],
    if: { required: ["model"] },
    then: {
      properties: Object.fromEntries(
        sourceOfDataset.map((key) => [key, forbidden('must be left out beside "model": the model is trained already')]),
      ),
    },
    else: {
      if: { required: ["dataset"] },
      then: {
        required: ["architecture"],
        properties: { preprocessing: forbidden('must be left out beside "dataset": it is measured on the data') },
      },
      else: { required: ["dataset"], errorMessage: sourceNeedsOne },
    },
  },
);

function numbers(describe: string, above?: number): JsonSchema {
  const items = numberSchema({ kind: "number", ...(above === undefined ? {} : { above }) });
  return { type: "array", items, minItems: 1, errorMessage: "must be a list of numbers", ...described(describe) };
}

const amountKeys = {
  perClass: { ...described("Examples of each class."), ...numberSchema(atLeastOne) },
  fraction: { ...described("Share of the examples, stratified."), ...numberSchema(share) },
};
const amount = (word: "all" | "none"): JsonSchema =>
  eitherSchema(word, objectSchema(amountKeys, { minProperties: 1, maxProperties: 1 }), [
    '{ "perClass": number }',
    '{ "fraction": number }',
  ]);
const amountSnippets = (word: string, perClass: number, fraction: number) => [
  { label: `"${word}"`, body: word },
  { label: "per class", body: { perClass: `^\${1:${perClass}}` } },
  { label: "fraction", body: { fraction: `^\${1:${fraction}}` } },
];

const testNeedsOne = 'must be { "fraction": number } or { "dataset": path }';

const target = objectSchema(
  {
    dataset: textSchema("Your own examples, relative to this file."),
    label: textSchema("The label column of a table. Guessed, and said, where left out."),
    labelled: {
      ...described(
        "How many labelled examples are used for training.",
        otherDefaults.labelled.value,
        otherDefaults.labelled.reason,
      ),
      defaultSnippets: amountSnippets("all", 5, 0.1),
      ...amount("all"),
    },
    validation: {
      ...described(
        "Labelled examples kept aside to stop early and to find overfitting.",
        otherDefaults.validation.value,
        otherDefaults.validation.reason,
      ),
      defaultSnippets: amountSnippets("none", 2, 0.2),
      ...amount("none"),
    },
    test: objectSchema(
      {
        fraction: { ...described("Share of the data set, stratified."), ...numberSchema(share) },
        dataset: textSchema("A data set of its own, relative to this file."),
        label: textSchema("The label column of the test table."),
      },
      {
        ...described(
          "What the result is judged by; never trained on.",
          otherDefaults.test.value,
          otherDefaults.test.reason,
        ),
        if: { required: ["dataset"] },
        then: { properties: { fraction: forbidden('must be left out beside "dataset": all of it is used') } },
        else: {
          required: ["fraction"],
          properties: { label: forbidden('must be left out beside "fraction": the label is that of the target') },
          errorMessage: testNeedsOne,
        },
      },
    ),
    ...optionsSchema(targetSettings),
  },
  {
    ...described("What the knowledge is transferred to: your own data."),
    required: ["dataset"],
    defaultSnippets: [{ label: "a data set", body: { dataset: "${1:data/target}" } }],
  },
);

const layers: JsonSchema = {
  ...described(
    "What happens to each layer, by name or pattern. A name beats a pattern, a later pattern an earlier one.",
    undefined,
    "A layer that is not named is copied and trained; the head is new where the classes differ.",
  ),
  type: "object",
  errorMessage: "must be an object of layer names",
  additionalProperties: enumSchema([
    { id: "frozen", summary: "The source weights, unchanged." },
    { id: "train", summary: "The source weights, trained on." },
    { id: "new", summary: "Fresh weights, trained." },
  ]),
  defaultSnippets: [{ label: "freeze a layer", body: { "${1:conv1}": "${2|frozen,train,new|}" } }],
};

const training = objectSchema(
  {
    ...optionsSchema(trainingSettings),
    optimizer: objectSchema(
      { ...optionsSchema(optimizerSettings), weightDecay: optionSchema(weightDecaySetting) },
      described("How gradients become changes of the weights."),
    ),
    seeds: {
      type: "array",
      items: numberSchema({ kind: "integer", min: 0 }),
      minItems: 1,
      errorMessage: "must be a list of at least one whole number",
      ...described(
        "One trial a seed: its weights, its order, its draw of labelled examples.",
        otherDefaults.seeds.value,
        otherDefaults.seeds.reason,
      ),
    },
    earlyStopping: {
      ...described("Stop when the validation loss no longer falls.", undefined, otherDefaults.earlyStopping.reason),
      defaultSnippets: [
        { label: "off", body: false },
        { label: "with patience", body: { patience: "^${1:5}" } },
      ],
      ...eitherSchema(false, objectSchema(optionsSchema(earlyStoppingSettings)), ['{ "patience": number }']),
    },
    augmentation: {
      ...described(
        "Random changes of the training pictures: other ones each epoch, or a few fixed forms in turn.",
        undefined,
        otherDefaults.augmentation.reason,
      ),
      defaultSnippets: [
        { label: "off", body: false },
        { label: "shift, rotate and zoom", body: { shift: 0.1, rotate: 10, zoom: 0.1 } },
        { label: "8 fixed forms, for frozen layers", body: { shift: 0.1, rotate: 10, zoom: 0.1, variants: 8 } },
      ],
      ...eitherSchema(false, objectSchema(optionsSchema(augmentationSettings)), ['{ "shift": number, … }']),
    },
  },
  described("How the target network is trained."),
);
