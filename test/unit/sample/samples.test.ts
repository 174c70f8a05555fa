import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sampleCommand } from "../../../src/cli/commands/sample";
import { methods } from "../../../src/methods";
import { sampleReadme } from "../../../src/sample/readme";
import { sampleData } from "../../../src/sample/sample-data";
import { samples } from "../../../src/sample/samples";

describe("samples", () => {
  for (const sample of samples) {
    describe(sample.id, () => {
      it("has the id and the title of a method", () => {
        assert.equal(methods.find(({ id }) => id === sample.id)?.title, sample.title);
      });

      it("says in the first line of each experiment what it does", () => {
        for (const [name, text] of Object.entries(sample.files)) {
          assert.match(name, /\.transfer\.json$/);
          assert.match(text, /^\/\/ .{10,}\.\n/, name);
        }
      });

      it("uses each of its data sets, and no others", () => {
        const texts = Object.values(sample.files).join("\n");
        const used = new Set([...texts.matchAll(/"data\/([\w-]+)/g)].map(([, name]) => name));
        assert.deepEqual([...used].toSorted(), sample.data.toSorted());
      });

      it("has a readme that names each file, and source and licence of its data", () => {
        const readme = sampleReadme(sample);
        for (const name of Object.keys(sample.files)) assert.ok(readme.includes(`| \`${name}\` |`), name);
        for (const name of sample.data) {
          const { source, licence, packages } = sampleData[name];
          for (const text of [source, licence, ...packages.map((pin) => pin.name)]) assert.ok(readme.includes(text));
        }
      });
    });
  }

  it("have no file names in common, so that they fit into one folder", () => {
    const names = samples.flatMap(({ files }) => Object.keys(files));
    assert.equal(new Set(names).size, names.length);
  });

  it("are named by the command line when there is none for a method", async () => {
    const command = sampleCommand().configureOutput({ writeErr: () => undefined });
    const expected = samples.map(({ id }) => id).join(", ");
    await assert.rejects(command.parseAsync(["node", "sample", "folder", "--method", "none-such"]), (error: Error) =>
      error.message.includes(`Allowed choices are ${expected}.`),
    );
  });
});
