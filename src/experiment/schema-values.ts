/**
 * JSON schemas of single values. `errorMessage` is the rule in words; editors show it, and `explain.ts` takes it over,
 * so a mistake is called the same everywhere.
 */
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
      return { type: "boolean", errorMessage: "must be true or false" };
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
  return {
    type: kind,
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(below === undefined ? {} : { exclusiveMaximum: below }),
    errorMessage: `must be ${kind === "integer" ? "a whole number" : "a number"}${rangeOf({ above, min, max, below })}`,
  };
}

function rangeOf({ above, min, max, below }: Record<"above" | "min" | "max" | "below", number | undefined>): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  const ends = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(min === undefined ? [] : [`of ${min} or above`]),
    ...(max === undefined ? [] : [`of ${max} or below`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return ends.length === 0 ? "" : ` ${ends.join(" and ")}`;
}

export function enumSchema(choices: readonly { id: string; summary: string }[]): JsonSchema {
  const list = choices.map(({ id }) => JSON.stringify(id)).join(", ");
  return {
    enum: choices.map(({ id }) => id),
    markdownEnumDescriptions: choices.map(({ summary }) => summary),
    errorMessage: choices.length === 1 ? `must be ${list}` : `must be one of ${list}`,
  };
}

export const textSchema = (describe: string): JsonSchema => ({
  type: "string",
  minLength: 1,
  errorMessage: "must be a text that is not empty",
  ...described(describe),
});

export function objectSchema(properties: Readonly<Record<string, JsonSchema>>, more: JsonSchema = {}): JsonSchema {
  return { type: "object", additionalProperties: false, errorMessage: "must be an object { … }", properties, ...more };
}

export const optionsSchema = (options: Readonly<Record<string, Option>>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(options).map(([key, option]) => [key, optionSchema(option)]));

/** Either a fixed value, `"all"` or `false`, or an object. */
export function eitherSchema(fixed: string | false, object: JsonSchema, forms: readonly string[]): JsonSchema {
  const choices = [JSON.stringify(fixed), ...forms];
  const errorMessage = `must be ${choices.slice(0, -1).join(", ")} or ${choices.at(-1) ?? ""}`;
  return {
    if: { type: "object" },
    then: { ...object, errorMessage },
    else: { const: fixed, errorMessage },
  };
}

/** For a key that must not stand there, with the reason. */
export const forbidden = (errorMessage: string): JsonSchema => ({ not: {}, errorMessage });
