/**
 * JSON schemas of single values. `errorMessage` is the rule in words; editors show it, and `explain.ts` takes it over,
 * so a mistake is called the same everywhere.
 */
import { t } from "@vscode/l10n";
import { listedWithAnd } from "../data/listed";
import type { Option } from "../methods/define";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** `Says what it does.` and `Default: 10. Why.` in one hover. */
export function described(describe: string, defaultValue?: unknown, reason = ""): JsonSchema {
  const shown = defaultValue === undefined ? "" : `Default: \`${JSON.stringify(defaultValue)}\`.`;
  const because = [shown, reason].filter((part) => part !== "").join(" ");
  return {
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    description: because === "" ? describe : `${describe} ${because.replaceAll("`", "")}`,
    markdownDescription: because === "" ? describe : `${describe}\n\n${because}`,
  };
}

/** The schema of an option of a method or of a shared setting. */
export function optionSchema(option: Option): JsonSchema {
  return { ...described(option.describe, option.default, option.reason), ...valueSchema(option) };
}

function valueSchema(option: Option): JsonSchema {
  switch (option.kind) {
    case "number":
    case "integer":
      return numberSchema(option);
    case "boolean":
      return { type: "boolean", errorMessage: t("must be true or false") };
    case "choice":
      return enumSchema(option.choices.map(({ value, describe }) => ({ id: value, summary: describe })));
  }
}

interface Bounds {
  kind: "number" | "integer";
  above?: number;
  min?: number;
  max?: number;
  below?: number;
}

/** `must be a number above 0`, `must be a whole number from 1 to 10`, … */
export function numberSchema({ kind, above, min, max, below }: Bounds): JsonSchema {
  const range = rangeOf({ above, min, max, below });
  return {
    type: kind,
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(below === undefined ? {} : { exclusiveMaximum: below }),
    errorMessage: t("must be {0}", kind === "integer" ? wholeNumber(range) : anyNumber(range)),
  };
}

const wholeNumber = (range: string): string => (range === "" ? t("a whole number") : t("a whole number {0}", range));

const anyNumber = (range: string): string => (range === "" ? t("a number") : t("a number {0}", range));

function rangeOf({ above, min, max, below }: Record<"above" | "min" | "max" | "below", number | undefined>): string {
  if (min !== undefined && max !== undefined) return t("from {0} to {1}", min, max);
  const ends = [
    ...(above === undefined ? [] : [t("above {0}", above)]),
    ...(min === undefined ? [] : [t("of {0} or above", min)]),
    ...(max === undefined ? [] : [t("of {0} or below", max)]),
    ...(below === undefined ? [] : [t("below {0}", below)]),
  ];
  return listedWithAnd(ends);
}

export function enumSchema(choices: readonly { id: string; summary: string }[]): JsonSchema {
  const list = choices.map(({ id }) => JSON.stringify(id)).join(", ");
  return {
    enum: choices.map(({ id }) => id),
    markdownEnumDescriptions: choices.map(({ summary }) => summary),
    errorMessage: choices.length === 1 ? t("must be {0}", list) : t("must be one of {0}", list),
  };
}

export const textSchema = (describe: string): JsonSchema => ({
  type: "string",
  minLength: 1,
  errorMessage: t("must be a text that is not empty"),
  ...described(describe),
});

export function objectSchema(properties: Readonly<Record<string, JsonSchema>>, more: JsonSchema = {}): JsonSchema {
  return {
    type: "object",
    additionalProperties: false,
    errorMessage: t("must be an object { … }"),
    properties,
    ...more,
  };
}

export const optionsSchema = (options: Readonly<Record<string, Option>>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(options).map(([key, option]) => [key, optionSchema(option)]));

/** Either a fixed value, `"all"` or `false`, or an object. */
export function eitherSchema(fixed: string | false, object: JsonSchema, forms: readonly string[]): JsonSchema {
  const choices = [JSON.stringify(fixed), ...forms];
  const errorMessage = t("must be {0} or {1}", choices.slice(0, -1).join(", "), choices.at(-1) ?? "");
  return {
    if: { type: "object" },
    then: { ...object, errorMessage },
    else: { const: fixed, errorMessage },
  };
}

/** For a key that must not stand there, with the reason. */
export const forbidden = (errorMessage: string): JsonSchema => ({ not: {}, errorMessage });
