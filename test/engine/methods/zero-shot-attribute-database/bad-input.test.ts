/** What a person can get wrong with an attribute table, in a real run: each ends with the place, the rule and the way out. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../../bench/findings/lab";
import { formatProblem, ProblemError } from "../../../../src/protocol/problem";
import { startNativeBackend, trainingMs } from "../../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temporary-folder";
import { seen, tableOf, toyExperiment, unseen, writeToyClasses } from "./toy-classes";

const withoutGnu = Object.fromEntries(Object.entries(unseen).filter(([name]) => name !== "gnu"));
const quick = { ...toyExperiment, training: { epochs: 1, seeds: [1] }, options: { calibrate: false }, controls: [] };

describe("an attribute table", function () {
  this.timeout(trainingMs);
  let workspace: TemporaryFolder;
  let lab: Lab;

  before(async () => {
    workspace = temporaryFolder("bad-attributes");
    lab = new Lab(workspace.path, await startNativeBackend());
    await writeToyClasses(workspace.path);
  });
  after(() => {
    workspace.remove();
  });

  const runWith = async (table: string, changes: object = {}) => {
    await writeFile(path.join(workspace.path, "data/other.csv"), table);
    return lab.run({ ...quick, semantics: { attributes: "data/other.csv" }, ...changes }, "toy");
  };

  const ends = (what: string, run: () => Promise<unknown>, message: string) => {
    it(`ends a run with the whole message: ${what}`, async () => {
      const error: unknown = await run().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof ProblemError, String(error));
      const { file, ...problem } = error.problem;
      assert.equal(
        formatProblem({ ...problem, file: path.relative(workspace.path, path.resolve(workspace.path, file)) }),
        message,
      );
    });
  };

  ends(
    "a class of the target that has no row",
    () => runWith(tableOf({ ...seen, ...withoutGnu, gna: [0, 1, 0, 1] })),
    'toy.transfer.json, semantics.attributes: must have a row for every class of the target, but has none for "gnu"; ' +
      'did you mean "gna"?; add it, or choose among the classes with "classes" in "target"',
  );
  ends(
    "a cell that is no number",
    () => runWith(tableOf({ ...seen, ...unseen, gnu: [0, "some", 0, 1] })),
    'data/other.csv, row 8, column "stripes": must be a number (0 or 1), got "some"',
  );
  ends(
    "classes of the target that have examples in the source",
    () =>
      runWith(tableOf({ ...seen, ...unseen }), {
        target: { dataset: "data/more.csv", label: "class", classes: ["ant", "bee"] },
      }),
    'toy.transfer.json, target.dataset: must have classes that the source has no examples of, but the source has "ant", ' +
      '"bee" too; choose with "classes" in both, so that no class is in source and target',
  );

  it("runs with a warning where it has more classes, constant columns and other values than 0 and 1", async () => {
    const rows = Object.entries({ ...seen, ...unseen, yak: [0, 0, 0, 0] });
    const table = tableOf(
      Object.fromEntries(
        rows.map(([name, [horns = 0, stripes = 0, wings = 0]]) => [name, [2 * horns, stripes, wings, 1]]),
      ),
    );
    const { warnings } = await runWith(table);
    assert.deepEqual(
      warnings.filter(({ code }) => code.startsWith("semantics/")).map(({ severity, code }) => `${severity} ${code}`),
      ["info semantics/extra-class", "warning semantics/not-binary", "warning semantics/constant-attribute"],
    );
  });
});
