/** The JSON schema of what names examples: a data set, which of its examples, how many of them have labels. */
import { t } from "@vscode/l10n";
import type { TargetUse } from "../methods/define";
import { audioSettings } from "../data/speech/settings";
import { textSettings } from "../data/text/settings";
import {
  described,
  eitherSchema,
  enumSchema,
  forbidden,
  numberSchema,
  objectSchema,
  optionsSchema,
  textSchema,
  type JsonSchema,
} from "./schema-values";
import { otherDefaults, TARGET_NAME, targetSettings } from "./settings";

const share = { kind: "number", above: 0, below: 1 } as const;
const atLeastOne = { kind: "integer", min: 1 } as const;

export function textsSchema(describe: string): JsonSchema {
  return {
    type: "array",
    items: { type: "string", errorMessage: t("must be a text") },
    minItems: 1,
    uniqueItems: true,
    errorMessage: t("must be a list of one text or more, each once"),
    ...described(describe),
  };
}

/** Keys that choose examples. @param describe of the data set */
export const datasetKeys = (describe: string): Record<string, JsonSchema> => ({
  dataset: textSchema(describe),
  label: textSchema(
    "The label column of a table, or the array of labels in an NPZ file. Guessed, and said, where left out.",
  ),
  group: textSchema("The column of a table that says which group a row belongs to: its speaker, device or hospital."),
  only: textsSchema("Only examples of these groups (speakers). Classes stay those of the whole data set."),
  classes: textsSchema("Only examples of these classes, which are then all there are."),
  audio: objectSchema(optionsSchema(audioSettings), described("How recorded speech becomes features.")),
  text: objectSchema(optionsSchema(textSettings), described("How texts become counts of words.")),
});

const coverage: JsonSchema = {
  ...described("Which classes have labelled examples: a list, or how many, which each seed draws. All where left out."),
  if: { type: "array" },
  then: {
    items: { type: "string", errorMessage: t("must be the name of a class") },
    minItems: 1,
    uniqueItems: true,
    errorMessage: t("must be a list of one class or more, each once"),
  },
  else: { type: "integer", minimum: 1, errorMessage: t("must be a list of classes or their number") },
};

const amountKeys = {
  perClass: { ...described("Examples of each class."), ...numberSchema(atLeastOne) },
  fraction: { ...described("Share of the examples, stratified."), ...numberSchema(share) },
};
const oneAmount = {
  if: { required: ["perClass"] },
  then: { properties: { fraction: forbidden(t('must be left out beside "{0}"', "perClass")) } },
  else: { required: ["fraction"], errorMessage: t('must have "{0}" or "{1}"', "perClass", "fraction") },
};
const amount = (word: "all" | "none"): JsonSchema =>
  eitherSchema(word, objectSchema(word === "all" ? { ...amountKeys, classes: coverage } : amountKeys, oneAmount), [
    '{ "perClass": number }',
    '{ "fraction": number }',
  ]);
const amountSnippets = (word: string, perClass: number, fraction: number) => [
  { label: `"${word}"`, body: word },
  { label: "per class", body: { perClass: `^\${1:${perClass}}` } },
  { label: "fraction", body: { fraction: `^\${1:${fraction}}` } },
];

/** What chooses examples of a data set. */
const choosing = ["label", "group", "only", "classes", "audio", "text"];
const notBesideFraction = t('must be left out beside "fraction": the test examples are some of the data set');
const testNeedsOne = t("must be {0} or {1}", '{ "fraction": number }', '{ "dataset": path }');

const unlabelled: JsonSchema = {
  ...described(
    "How many examples are used for training, without their labels.",
    otherDefaults.unlabelled.value,
    otherDefaults.unlabelled.reason,
  ),
  defaultSnippets: [
    { label: '"all"', body: "all" },
    { label: "fraction", body: { fraction: "^${1:0.5}" } },
  ],
  ...eitherSchema("all", objectSchema({ fraction: amountKeys.fraction }, { required: ["fraction"] }), [
    '{ "fraction": number }',
  ]),
};

const taskKeys = (describe: string): Record<string, JsonSchema> => ({
  ...datasetKeys(describe),
  predicts: {
    ...described("What the label is.", "class", "Most targets are classes."),
    ...enumSchema([
      { id: "class", summary: "One of the classes." },
      { id: "number", summary: "A number; the network is judged by how much of its variance it explains." },
    ]),
  },
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
      ...datasetKeys("A data set of its own, relative to this file. What it leaves out is as in the task's own data."),
    },
    {
      ...described(
        "What the result is judged by; never trained on.",
        otherDefaults.test.value,
        otherDefaults.test.reason,
      ),
      if: { required: ["dataset"] },
      then: { properties: { fraction: forbidden(t('must be left out beside "dataset": all of it is used')) } },
      else: {
        if: { required: ["fraction"] },
        then: { properties: Object.fromEntries(choosing.map((key) => [key, forbidden(notBesideFraction)])) },
        else: { required: ["fraction"], errorMessage: testNeedsOne },
      },
    },
  ),
  ...optionsSchema(targetSettings),
});

/** Source examples that the same run learns from. */
export const examplesKeys: Record<string, JsonSchema> = {
  ...taskKeys("Source examples, relative to this file, which the run learns from."),
  unlabelled,
};

/** What may not be said of examples, by what a method does with them, each with the reason. */
export const unfitKeys = (method: string): Record<TargetUse, Record<string, JsonSchema>> => {
  const whole = forbidden(t("must be left out: every example is judged, because none is trained on with its label"));
  const toldApart = forbidden(t("must be left out: {0} tells classes apart", method));
  const hidden = {
    labelled: forbidden(
      t(
        'must be left out: {0} learns from these examples without their labels; say how many with "unlabelled"',
        method,
      ),
    ),
    validation: forbidden(t("must be left out: {0} sees no labels here that could validate", method)),
  };
  const none = forbidden(t("must be left out: {0} learns from no example of these classes", method));
  return {
    labelled: {
      unlabelled: forbidden(t('must be left out: {0} learns from labelled examples; use "labelled"', method)),
    },
    unlabelled: { ...hidden, predicts: toldApart },
    grouped: { ...hidden, predicts: forbidden(t("must be left out: {0} finds groups", method)), test: whole },
    unseen: { labelled: none, unlabelled: none, validation: none, predicts: toldApart, test: whole },
  };
};

/** Another task that is learnt by the same run. */
export const taskSchema: JsonSchema = objectSchema(taskKeys("Its examples, relative to this file."), {
  ...described("A task with data of its own."),
  required: ["dataset"],
});

export const targetSchema: JsonSchema = objectSchema(
  {
    ...taskKeys("Your own examples, relative to this file."),
    unlabelled,
    name: {
      ...described("What the task is called beside others.", TARGET_NAME, "A task alone needs no name."),
      type: "string",
      pattern: "^[A-Za-z][\\w-]*$",
      errorMessage: t("must be a name of letters, digits, - and _ that begins with a letter"),
    },
  },
  {
    ...described("What the knowledge is transferred to: your own data."),
    required: ["dataset"],
    defaultSnippets: [{ label: "a data set", body: { dataset: "${1:data/target}" } }],
  },
);
