import assert from "node:assert/strict";
import { methodById, methods } from "../../../src/methods";
import type { Option } from "../../../src/methods/define";

/** Whether the default obeys the option's own limits. */
function isLegal(option: Option): boolean {
  switch (option.kind) {
    case "number":
    case "integer":
      return (
        option.default >= (option.min ?? -Infinity) &&
        option.default <= (option.max ?? Infinity) &&
        (option.kind === "number" ? option.default > (option.above ?? -Infinity) : Number.isInteger(option.default))
      );
    case "boolean":
      return true;
    case "choice":
      return option.choices.some(({ value }) => value === option.default);
  }
}

describe("the list of methods", () => {
  it("has no id twice, and finds each method by its id", () => {
    assert.equal(new Set(methods.map(({ id }) => id)).size, methods.length);
    for (const method of methods) assert.equal(methodById(method.id), method);
    assert.equal(methodById("alchemy"), undefined);
  });

  for (const method of methods) {
    it(`has an id in kebab-case, a sentence and a paper for ${method.id}`, () => {
      assert.match(method.id, /^[a-z]+(-[a-z]+)*$/);
      assert.match(method.summary, /\.$/);
      assert.match(method.paper, /\d{4}$/);
    });

    it(`explains every option of ${method.id} and its default in sentences, and the default obeys the limits`, () => {
      for (const [name, option] of Object.entries<Option>(method.options)) {
        assert.match(option.describe, /\.$/, name);
        assert.match(option.reason, /\.$/, name);
        assert.ok(isLegal(option), name);
      }
    });

    it(`has controls for ${method.id} with ids of their own, the first of them suggested`, () => {
      const ids = method.controls.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(method.controls[0]?.suggested);
    });
  }
});
