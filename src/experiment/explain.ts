/**
 * Turns what the schema validator reports into problems for people: one for each mistake, with the rule, what was
 * received and, where it can be guessed, what was meant.
 */
import type { ErrorObject } from "ajv";
import { t } from "@vscode/l10n";
import type { JsonPath, Problem } from "../protocol/problem";
import { didYouMean, nearest } from "./suggest";

/**
 * @param errors of a validator with `verbose`, so that each carries its schema and the value
 * @param file for the messages
 * @param root the value that was checked
 */
export function explain(errors: readonly ErrorObject[], file: string, root: unknown): Problem[] {
  const problems = new Map<string, Problem>();
  const misspelt = new Set<string>();
  for (const error of errors) {
    const path = pathOf(error.instancePath, root);
    const problem = explainOne(error, path);
    if (problem === undefined) continue;
    if (isRename(problem)) misspelt.add(error.instancePath);
    const key = keyOf(error, problem.path);
    if (!problems.has(key)) problems.set(key, { severity: "error", file, ...place(problem.path), ...problem });
  }
  for (const error of errors) {
    // A misspelt key is one mistake, though the key that it should be is missing too.
    if (error.keyword === "required" && misspelt.has(error.instancePath)) {
      problems.delete(keyOf(error, pathOf(error.instancePath, root)));
    }
  }
  return [...problems.values()];
}

/** One problem for each value, and one for each key that it lacks. */
const keyOf = (error: ErrorObject, path: JsonPath): string =>
  JSON.stringify([path, error.keyword === "required" ? param(error, "missingProperty") : ""]);

/** `options.gamma`, `controls[0]`; nothing for the whole file. */
export function spellPath(path: JsonPath): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
}

const place = (path: JsonPath): { place?: string } => (path.length === 0 ? {} : { place: spellPath(path) });

type Explained = Pick<Problem, "code" | "message" | "atKey" | "fixes"> & { path: JsonPath };

const isRename = ({ fixes = [] }: Explained): boolean =>
  fixes.some(({ edits }) => edits.some(({ kind }) => kind === "rename"));

function explainOne(error: ErrorObject, path: JsonPath): Explained | undefined {
  switch (error.keyword) {
    case "if":
      return undefined;
    case "additionalProperties":
      return unknownKey(error, path);
    case "required":
      return {
        code: "experiment/missing-key",
        path,
        atKey: true,
        message: ruleOf(error) ?? t("must have {0}", quoted(param(error, "missingProperty"))),
      };
    case "not":
      return {
        code: "experiment/key-not-allowed",
        path,
        atKey: true,
        message: ruleOf(error) ?? t("must be left out"),
        fixes: [removal(path)],
      };
    case "enum":
      return wrongChoice(error, path);
    default:
      return { code: "experiment/invalid-value", path, message: wrongValue(error) };
  }
}

function unknownKey(error: ErrorObject, path: JsonPath): Explained {
  const key = param(error, "additionalProperty");
  const known = keysOf(error.parentSchema?.properties).filter((name) => name !== "$schema");
  const taken = new Set(keysOf(error.data));
  const suggestion = nearest(
    key,
    known.filter((name) => !taken.has(name)),
  );
  const own = [...path, key];
  return {
    code: "experiment/unknown-key",
    path: own,
    atKey: true,
    message: `${t("must be one of {0}, got {1}", known.join(", "), quoted(key))}${didYouMean(suggestion)}`,
    fixes: [
      ...(suggestion === undefined
        ? []
        : [
            {
              title: t('Rename to "{0}"', suggestion),
              edits: [{ kind: "rename" as const, path: own, key: suggestion }],
            },
          ]),
      removal(own),
    ],
  };
}

function wrongChoice(error: ErrorObject, path: JsonPath): Explained {
  const allowed: unknown = error.params.allowedValues;
  const words = Array.isArray(allowed) ? allowed.filter((word) => typeof word === "string") : [];
  const suggestion = typeof error.data === "string" ? nearest(error.data, words) : undefined;
  const fixes = suggestion === undefined ? [] : [replacement(path, suggestion)];
  return {
    code: "experiment/unknown-choice",
    path,
    message: suggestion === undefined ? wrongValue(error) : `${received(error)}${didYouMean(suggestion)}`,
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

function wrongValue(error: ErrorObject): string {
  const fallback: unknown = error.parentSchema?.default;
  return fallback === undefined
    ? received(error)
    : t("{0} (the default is {1})", received(error), JSON.stringify(fallback));
}

const received = (error: ErrorObject): string =>
  t("{0}, got {1}", ruleOf(error) ?? error.message ?? t("is not valid"), shorten(error.data));

const removal = (path: JsonPath) => ({
  title: t('Remove "{0}"', String(path.at(-1))),
  edits: [{ kind: "remove" as const, path }],
});
const replacement = (path: JsonPath, value: string) => ({
  title: t('Change to "{0}"', value),
  edits: [{ kind: "set" as const, path, value }],
});

function ruleOf(error: ErrorObject): string | undefined {
  const rule: unknown = error.parentSchema?.errorMessage;
  // The `errorMessage` of an object is about its kind, not about a key that it lacks.
  if (error.keyword === "required" && error.parentSchema?.type === "object") return undefined;
  return typeof rule === "string" ? rule : undefined;
}

function param(error: ErrorObject, name: string): string {
  const value: unknown = error.params[name];
  return typeof value === "string" ? value : "";
}

const keysOf = (value: unknown): string[] => (typeof value === "object" && value !== null ? Object.keys(value) : []);
const quoted = (text: string): string => JSON.stringify(text);

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** Splits a JSON pointer; an index into a list becomes a number. */
function pathOf(pointer: string, root: unknown): JsonPath {
  const path: JsonPath = [];
  let value = root;
  for (const raw of pointer.split("/").slice(1)) {
    const part = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(part) : part);
    value =
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === part)?.[1]
        : undefined;
  }
  return path;
}
