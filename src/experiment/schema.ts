/**
 * The JSON Schema (draft 7) of experiment files, made from the list of methods. VS Code completes, explains and checks
 * with it; `parse.ts` checks with the same one.
 */
import { t } from "@vscode/l10n";
import { listedWithAnd } from "../data/listed";
import { methods } from "../methods";
import type { MethodSpec } from "../methods/define";
import { targetSchema, unfitKeys } from "./schema-data";
import { semanticsRule, semanticsSchema } from "./schema-semantics";
import { sourceRule, sourceSchema } from "./schema-source";
import {
  described,
  eitherSchema,
  enumSchema,
  forbidden,
  numberSchema,
  objectSchema,
  optionSchema,
  optionsSchema,
  type JsonSchema,
} from "./schema-values";
import { sweepCurves } from "./types";
import {
  augmentationSettings,
  earlyStoppingSettings,
  optimizerSettings,
  otherDefaults,
  sweepDefaults,
  trainingSettings,
  weightDecaySetting,
} from "./settings";

export function experimentSchemaJson(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Transfer Lab experiment",
    ...objectSchema({
      $schema: { type: "string", description: "The schema of this file; editors read it." },
      notes: { type: "string", errorMessage: t("must be a text"), description: "Whatever you want to remember." },
      method: { ...described("How knowledge is transferred."), ...enumSchema(methods) },
      source: sourceSchema,
      target: targetSchema,
      semantics: semanticsSchema,
      layers,
      sweep,
      options: {
        type: "object",
        description: "The options of the method.",
        errorMessage: t("must be an object { … }"),
      },
      training,
      controls: {
        type: "array",
        description: "What the method is compared with, on the same data and budget.",
        errorMessage: t("must be a list of controls"),
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
          errorMessage: t("must be a list of controls, each once"),
          ...described(
            "What the method is compared with, on the same data and budget; the verdict is about the first.",
            suggested,
            "Without a control nobody knows whether the transfer helped.",
          ),
        },
        source: sourceRule(method, methods),
        target: { properties: unfitKeys(method.title)[method.target ?? "labelled"] },
        ...semanticsRule(method, methods).properties,
        ...(method.sweeps ? {} : { sweep: forbidden(sweepRefusal(method)) }),
        ...(method.layers ? {} : { layers: forbidden(t("must be left out: {0} has no plan of layers", method.title)) }),
      },
      ...(method.semantics === undefined ? {} : { required: ["semantics"] }),
    },
  };
}

function sweepRefusal({ title }: MethodSpec): string {
  const others = methods.filter(({ sweeps }) => sweeps).map((method) => method.title);
  return others.length === 0
    ? t("must be left out: {0} cannot try one cut between layers after the other", title)
    : t(
        "must be left out: {0} cannot try one cut between layers after the other; {1} can",
        ...[title, listedWithAnd(others)],
      );
}

const layers: JsonSchema = {
  ...described(
    "What happens to each layer, by name or pattern. A name beats a pattern, a later pattern an earlier one.",
    undefined,
    "A layer that is not named is copied and trained; the head is new where the classes differ.",
  ),
  type: "object",
  errorMessage: t("must be an object of layer names"),
  additionalProperties: enumSchema([
    { id: "frozen", summary: "The source weights, unchanged." },
    { id: "train", summary: "The source weights, trained on." },
    { id: "new", summary: "Fresh weights, trained." },
  ]),
  defaultSnippets: [{ label: "freeze a layer", body: { "${1:conv1}": "${2|frozen,train,new|}" } }],
};

const sweep = objectSchema(
  {
    from: {
      ...described(
        "Whether the first n layers are copied, or the last n before the head.",
        sweepDefaults.from,
        "As Yosinski et al. did with pictures, whose first layers are the most general.",
      ),
      ...enumSchema([
        { id: "first", summary: "The first n layers: what suits pictures." },
        { id: "last", summary: "The last n layers before the head: what suits speech with new speakers." },
      ]),
    },
    curves: {
      type: "array",
      items: enumSchema([
        { id: "AnB", summary: "n layers copied and frozen, the others new." },
        { id: "AnB+", summary: "n layers copied and trained on, the others new." },
        { id: "BnB", summary: "The same with layers of a network trained on the target itself, frozen." },
        { id: "BnB+", summary: "The same with layers of a network trained on the target itself, trained on." },
        { id: "random", summary: "n frozen layers with random weights: what the copied weights are worth." },
      ]),
      minItems: 1,
      uniqueItems: true,
      errorMessage: t("must be a list of curves ({0})", sweepCurves.join(", ")),
      ...described("Which curves are drawn.", sweepDefaults.curves, "All of them, as Yosinski et al. drew them."),
    },
  },
  {
    ...described("Tries every cut between the layers instead of the one that layers says (Yosinski et al. 2014)."),
    defaultSnippets: [{ label: "from the first layer", body: { from: "first" } }],
  },
);

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
      errorMessage: t("must be a list of at least one whole number"),
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
