/** Reads an experiment file: its text becomes an experiment with every default, or problems with their places. */
import { Ajv, type ValidateFunction } from "ajv";
import {
  getLocation,
  getNodePath,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from "jsonc-parser";
import { t } from "@vscode/l10n";
import { methodById } from "../methods";
import type { Problem } from "../protocol/problem";
import { locate } from "./edit";
import { explain, spellPath } from "./explain";
import type { RawExperiment } from "./raw";
import { resolveExperiment } from "./resolve";
import { experimentSchemaJson } from "./schema";
import type { Experiment } from "./types";

export interface ParsedExperiment {
  /** Absent where there is a problem. */
  experiment?: Experiment;
  problems: Problem[];
}

/**
 * @param text JSON with comments and trailing commas
 * @param file absolute path of the experiment file
 */
export function parseExperiment(text: string, file: string): ParsedExperiment {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (tree === undefined || errors.length > 0) {
    return { problems: errors.slice(0, 1).map((error) => syntaxProblem(error, text, file)) };
  }
  const value: unknown = getNodeValue(tree);
  const validate = validator();
  const raw = validate(value) ? value : undefined;
  const method = raw === undefined ? undefined : methodById(raw.method);
  const problems = inFileOrder([...duplicateKeys(tree, file), ...explain(validate.errors ?? [], file, value)], text);
  return problems.length > 0 || raw === undefined || method === undefined
    ? { problems }
    : { experiment: resolveExperiment(raw, method, file), problems };
}

const inFileOrder = (problems: readonly Problem[], text: string): Problem[] => {
  const offsetOf = ({ path = [], atKey = false }: Problem) => locate(text, path, atKey).offset;
  return problems.toSorted((left, right) => offsetOf(left) - offsetOf(right));
};

/** Compiles the schema at first use, which takes some milliseconds. */
const validator = once((): ValidateFunction<RawExperiment> => {
  const ajv = new Ajv({ allErrors: true, verbose: true, strictTypes: false, strictRequired: false });
  ajv.addVocabulary(["errorMessage", "markdownDescription", "markdownEnumDescriptions", "defaultSnippets"]);
  return ajv.compile<RawExperiment>(experimentSchemaJson());
});

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const syntaxRules: Readonly<Record<string, () => string>> = {
  InvalidSymbol: () => t("must be JSON: a text in double quotes, a number, true, false, null, { … } or [ … ]"),
  InvalidNumberFormat: () => t("must be a number such as 0.001"),
  PropertyNameExpected: () => t("must have a key in double quotes here"),
  ValueExpected: () => t("must have a value here"),
  ColonExpected: () => t("must have a colon after the key"),
  CommaExpected: () => t("must have a comma here"),
  CloseBraceExpected: () => t("must be closed by }"),
  CloseBracketExpected: () => t("must be closed by ]"),
  EndOfFileExpected: () => t("must end after the last }"),
  UnexpectedEndOfComment: () => t("must have a comment that is closed by */"),
  UnexpectedEndOfString: () => t('must have a text that is closed by "'),
};

function syntaxProblem({ error, offset, length }: ParseError, text: string, file: string): Problem {
  const before = text.slice(0, offset).split("\n");
  const received = text.slice(offset, offset + Math.max(length, 1)).trim();
  const name = printParseErrorCode(error);
  return {
    severity: "error",
    code: "experiment/syntax",
    file,
    place: t("line {0}, column {1}", before.length, (before.at(-1) ?? "").length + 1),
    path: getLocation(text, offset).path,
    message: t(
      "{0}, got {1}",
      syntaxRules[name]?.() ?? t("must be JSON ({0})", name),
      received === "" ? t("the end") : JSON.stringify(received),
    ),
  };
}

/** A key that stands twice in an object: JSON takes the last one silently. */
function duplicateKeys(node: Node, file: string): Problem[] {
  const children = node.children ?? [];
  const problems = children.flatMap((child) => duplicateKeys(child, file));
  if (node.type !== "object") return problems;
  const seen = new Set<unknown>();
  for (const property of children) {
    const key: unknown = property.children?.[0]?.value;
    if (typeof key === "string" && seen.has(key)) {
      const path = [...getNodePath(node), key];
      problems.push({
        severity: "error",
        code: "experiment/duplicate-key",
        file,
        place: spellPath(path),
        path,
        atKey: true,
        message: t('must stand once, got "{0}" twice; remove one of them', key),
      });
    }
    seen.add(key);
  }
  return problems;
}
