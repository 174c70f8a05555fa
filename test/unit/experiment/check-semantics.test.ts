import assert from "node:assert/strict";
import { checkAttributes, type Described } from "../../../src/experiment/check-semantics";
import { tableOf } from "../../fixtures/diagnosed/diagnosed";

const sound = { bird: [1, 0, 1], fish: [0, 1, 0], cow: [0, 0, 1], duck: [1, 1, 1] };

const findingsOf = (rows: Readonly<Record<string, readonly number[]>>, more: Partial<Described> = {}) =>
  checkAttributes({
    table: tableOf(rows),
    seen: ["bird", "fish", "cow"],
    unseen: ["duck"],
    asBinary: true,
    seenMayLack: false,
    ...more,
  }).map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`);

describe("checkAttributes", () => {
  it("finds nothing wrong with a sound table", () => {
    assert.deepEqual(findingsOf(sound), []);
  });

  const says = (what: string, found: () => string[], expected: string) => {
    it(`says ${what}`, () => {
      assert.deepEqual(found(), [expected]);
    });
  };

  says(
    "which class of the target has no row, and which was probably meant",
    () => findingsOf(sound, { unseen: ["dukc"] }),
    'error semantics.attributes: must have a row for every class of the target, but has none for "dukc"; did you mean ' +
      '"duck"?; add it, or choose among the classes with "classes" in "target"',
  );
  says(
    "which class of the source has no row",
    () => findingsOf(sound, { seen: ["bird", "fish", "cow", "ant"] }),
    'error semantics.attributes: must have a row for every class of the source, but has none for "ant"; add it, or ' +
      'choose among the classes with "classes" in "source"',
  );
  says(
    "that a class is in source and target",
    () => findingsOf(sound, { unseen: ["duck", "cow"] }),
    'error target.dataset: must have classes that the source has no examples of, but the source has "cow" too; choose ' +
      'with "classes" in both, so that no class is in source and target',
  );
  says(
    "that rows are not used",
    () => findingsOf({ ...sound, ant: [0, 0, 1] }),
    'info semantics.attributes: has rows for classes that neither source nor target has ("ant"); they are not used',
  );
  says(
    "how values between are taken",
    () => findingsOf({ ...sound, bird: [1, 0, 2] }, { seen: ["bird", "fish"], unseen: ["duck", "cow"] }),
    'warning semantics.attributes: has other values than 0 and 1 for "legs"; each counts as 1 above the mean of its ' +
      "column, else as 0. Write 0 and 1 to decide it yourself",
  );
  says(
    "which attribute no class varies",
    () => findingsOf({ bird: [1, 0, 1], fish: [0, 1, 1], cow: [0, 0, 1], duck: [1, 1, 1] }),
    'warning semantics.attributes: has the same value for all classes in "legs", which is left out',
  );
  says(
    "which attribute no seen class varies",
    () => findingsOf({ bird: [1, 0, 1], fish: [0, 1, 1], cow: [0, 0, 1], duck: [1, 1, 0] }),
    'warning semantics.attributes: says of all classes of the source the same in "legs": it cannot be learnt from them, ' +
      "and is left out. Add a class to the source that differs in it",
  );
  says(
    "that there is nothing to learn",
    () => findingsOf({ bird: [1], fish: [1], cow: [1], duck: [0] }),
    "error semantics.attributes: must have an attribute that some classes of the source have and others lack, but has none",
  );
  says(
    "which classes of the target cannot be told apart",
    () => findingsOf({ ...sound, goose: [1, 1, 1] }, { unseen: ["duck", "goose"] }),
    'warning semantics.attributes: cannot tell "duck", "goose" apart, because they have the same attributes; add one in ' +
      "which they differ",
  );
  says(
    "which class of the target looks like one of the source",
    () => findingsOf({ ...sound, duck: [1, 0, 1] }),
    'info semantics.attributes: cannot tell "duck" of the target from "bird" of the source by attributes',
  );
  says(
    "that a ready classifier has next to no row in the table",
    () => findingsOf(sound, { seen: ["bird", "tabby"], unseen: ["duck", "fish", "cow"], seenMayLack: true }),
    "error semantics.attributes: must have rows for at least 2 classes of the source, got 1 of 2; name the rows as the " +
      'source names its classes ("bird", "tabby")',
  );

  says(
    "that a ready classifier was trained on a class of the target",
    () => findingsOf(sound, { unseen: ["duck", "cow"], seenMayLack: true }),
    'warning semantics.attributes: has rows for "cow", which the model was trained on too: what is recognised of them is ' +
      "not zero-shot. Leave them out of the target to see what attributes alone can do",
  );

  it("lets a ready classifier have more classes than the table", () => {
    assert.deepEqual(findingsOf(sound, { seen: ["bird", "fish", "cow", "tabby"], seenMayLack: true }), []);
  });

  it("takes numbers as they are where a method does", () => {
    assert.deepEqual(findingsOf({ ...sound, bird: [1, 0, 2] }, { asBinary: false }), []);
  });
});
