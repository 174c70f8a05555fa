import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { experimentSchemaJson } from "../../../src/experiment/schema";
import { methods } from "../../../src/methods";
import { architectures } from "../../../src/models/architectures";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Every object in the schema that describes objects of the file, with the way to it. */
function* objectSchemas(value: unknown, way = ""): Generator<[string, Record<string, unknown>]> {
  if (!isObject(value)) return;
  if (value.type === "object" && isObject(value.properties)) yield [way, value];
  for (const [key, part] of Object.entries(value)) yield* objectSchemas(part, `${way}/${key}`);
}

/** Every schema of a value with a default. */
function* defaulted(value: unknown): Generator<Record<string, unknown>> {
  if (!isObject(value)) return;
  if ("default" in value && "description" in value) yield value;
  for (const part of Object.values(value)) yield* defaulted(part);
}

describe("experimentSchemaJson", () => {
  const schema = experimentSchemaJson();

  it("is a schema that strict validators accept but for the words for editors", () => {
    const ajv = new Ajv({ strictTypes: false, strictRequired: false });
    ajv.addVocabulary(["errorMessage", "markdownDescription", "markdownEnumDescriptions", "defaultSnippets"]);
    assert.ok(ajv.validateSchema(schema));
    assert.doesNotThrow(() => ajv.compile(schema));
  });

  it("lets no object have unknown keys", () => {
    for (const [way, object] of objectSchemas(schema)) assert.equal(object.additionalProperties, false, way);
  });

  it("says each default with its reason in the hover", () => {
    for (const { default: value, markdownDescription } of defaulted(schema)) {
      assert.ok(typeof markdownDescription === "string");
      assert.match(markdownDescription, /\n\nDefault: `.+`\. \S.+\.$/s);
      assert.ok(markdownDescription.includes(`\`${JSON.stringify(value)}\``));
    }
  });

  it("offers every method, control, option and architecture", () => {
    const text = JSON.stringify(schema);
    const words = methods.flatMap(({ id, controls, options }) => [
      id,
      ...controls.map((control) => control.id),
      ...Object.keys(options),
    ]);
    for (const word of [...words, ...architectures.map(({ id }) => id)])
      assert.ok(text.includes(JSON.stringify(word)), word);
  });

  it("is plain JSON, the same each time", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(schema)), experimentSchemaJson());
  });
});
