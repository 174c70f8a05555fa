/** The JSON schema of what is known of classes apart from examples. */
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

const what = { attributes: "a class-by-attribute table", vectors: "word vectors" };

/** Which of them a method needs; the others have no place in its file. */
export function semanticsRule({ title, semantics }: Knowing, all: readonly Knowing[]): { properties: object } {
  if (semantics === undefined) {
    const others = all.filter((method) => method.semantics !== undefined).map((method) => method.title);
    const instead = others.length === 0 ? "" : `; it is for ${others.join(" and ")}`;
    return { properties: { semantics: forbidden(`must be left out: ${title} needs examples only${instead}`) } };
  }
  const other = semantics === "attributes" ? "vectors" : "attributes";
  const refusal = forbidden(`must be left out: ${title} goes by ${what[semantics]}, "${semantics}"`);
  const unfit = semantics === "attributes" ? { [other]: refusal, labels: refusal } : { [other]: refusal };
  const needed = { required: [semantics], errorMessage: `must have "${semantics}", ${what[semantics]}` };
  return { properties: { semantics: { ...needed, properties: unfit } } };
}
