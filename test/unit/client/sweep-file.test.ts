import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sweepFault, withSweep, writeSweepFile } from "../../../src/client/sweep-file";
import type { Sweep } from "../../../src/experiment/types";
import { defineMethod } from "../../../src/methods/define";
import { fineTuning } from "../../../src/methods/fine-tuning/spec";
import { experimentAt } from "../../fixtures/experiment";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

const sweep: Sweep = { from: "last", curves: ["AnB", "random"] };
const text = `// My pets.
{
  "method": "fine-tuning", // of all things
  "controls": []
}
`;
const swept = `// My pets.
{
  "method": "fine-tuning", // of all things
  "controls": [],
  "sweep": {
    "from": "last",
    "curves": [
      "AnB",
      "random"
    ]
  }
}
`;

describe("the file of a sweep", () => {
  const folder = useTemporaryFolder("sweep");
  const file = () => path.join(folder(), "pets.transfer.json");
  const write = (content = text) => writeSweepFile(file(), content, sweep);

  it("is the experiment with its comments, and the sweep", () => {
    assert.equal(withSweep(text, sweep), swept);
  });

  it("lies beside the experiment and is written once for the same sweep", async () => {
    const first = await write();
    assert.equal(first, path.join(folder(), "pets-sweep.transfer.json"));
    assert.equal(readFileSync(first, "utf8"), swept);
    assert.equal(await write(), first);
  });

  it("never takes the place of another file", async () => {
    const mine = path.join(folder(), "pets-sweep.transfer.json");
    writeFileSync(mine, "{}");
    const second = await write();
    assert.equal(second, path.join(folder(), "pets-sweep-2.transfer.json"));
    assert.equal(readFileSync(mine, "utf8"), "{}");
  });
});

describe("an experiment", () => {
  const cutting = defineMethod({ ...fineTuning, id: "cutting", sweeps: true });
  const known = [fineTuning, cutting];
  const experiment = { ...experimentAt("/pets.transfer.json"), method: "cutting" };

  it("can be swept where its method has a cut between layers", () => {
    assert.equal(sweepFault(experiment, known), undefined);
  });

  it("cannot be swept by a method without a cut, and is told which methods have one", () => {
    const fault = sweepFault({ ...experiment, method: "fine-tuning" }, known);
    assert.deepEqual(fault?.path, ["method"]);
    assert.equal(
      fault.message,
      'must be a method with a cut between its layers to be swept, got "fine-tuning"; the methods with one are "cutting"',
    );
  });

  it("is swept only once", () => {
    const fault = sweepFault({ ...experiment, sweep }, known);
    assert.deepEqual([fault?.code, fault?.path], ["sweep/swept-already", ["sweep"]]);
  });
});
