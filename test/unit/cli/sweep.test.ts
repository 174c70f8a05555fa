import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../../fixtures/command-line";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const experiment = {
  method: "fine-tuning",
  source: { dataset: "source.csv", architecture: "mlp" },
  target: { dataset: "target.csv" },
};

describe("transfer-lab sweep", function () {
  this.timeout(30_000);
  const folder = useTemporaryFolder("sweep");

  it("refuses a method without a cut, says so, and writes nothing", async () => {
    writeFileSync(path.join(folder(), "pets.transfer.json"), JSON.stringify(experiment));
    const { code, stderr } = await runCommand(folder(), "sweep", "pets.transfer.json");
    assert.equal(code, 2);
    assert.match(stderr, /pets\.transfer\.json, method: must be a method with a cut between its layers/);
    assert.deepEqual(readdirSync(folder()), ["pets.transfer.json"]);
  });

  it("refuses an end and curves that there are not, before it looks at the file", async () => {
    const ends = await runCommand(folder(), "sweep", "missing.transfer.json", "--from", "middle");
    assert.equal(ends.code, 2);
    assert.match(ends.stderr, /Allowed choices are first, last/);
    const curves = await runCommand(folder(), "sweep", "missing.transfer.json", "--curves", "AnB", "CnD");
    assert.equal(curves.code, 2);
    assert.match(curves.stderr, /Allowed choices are AnB, AnB\+, BnB, BnB\+, random/);
  });
});
