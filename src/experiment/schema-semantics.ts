/** The JSON schema of what is known of classes apart from examples. */
import { t } from "@vscode/l10n";
import { listedWithAnd } from "../data/listed";
import type { MethodSpec } from "../methods/define";
import { textsSchema } from "./schema-data";
import { described, forbidden, objectSchema, textSchema, type JsonSchema } from "./schema-values";

export const semanticsSchema: JsonSchema = objectSchema(
  {
    attributes: textSchema(
      "A table with a row for each class, relative to this file: its first column names the class, each other column is an attribute, 1 or 0.",
    ),
    vectors: textSchema(
      "Word vectors, relative to this file: what Get Source Model… installs, or a text file of them.",
    ),
    labels: textsSchema("The classes to choose among, in plain words. Those of the target data where left out."),
  },
  {
    ...described("What is known of the classes apart from examples."),
    defaultSnippets: [
      { label: "attributes of the classes", body: { attributes: "${1:data/attributes.csv}" } },
      { label: "word vectors", body: { vectors: "${1:vectors/glove-100d}" } },
    ],
  },
);

type Knowing = Pick<MethodSpec, "title" | "semantics">;

const what = { attributes: t("a class-by-attribute table"), vectors: t("word vectors") };

/** Which of them a method needs; the others have no place in its file. */
export function semanticsRule({ title, semantics }: Knowing, all: readonly Knowing[]): { properties: object } {
  if (semantics === undefined) {
    const others = all.filter((method) => method.semantics !== undefined).map((method) => method.title);
    const rule =
      others.length === 0
        ? t("must be left out: {0} needs examples only", title)
        : t("must be left out: {0} needs examples only; it is for {1}", title, listedWithAnd(others));
    return { properties: { semantics: forbidden(rule) } };
  }
  const other = semantics === "attributes" ? "vectors" : "attributes";
  const refusal = forbidden(t('must be left out: {0} goes by {1}, "{2}"', title, what[semantics], semantics));
  const unfit = semantics === "attributes" ? { [other]: refusal, labels: refusal } : { [other]: refusal };
  const needed = {
    required: [semantics],
    errorMessage: t("must have {0}", t('"{0}", {1}', semantics, what[semantics])),
  };
  return { properties: { semantics: { ...needed, properties: unfit } } };
}
