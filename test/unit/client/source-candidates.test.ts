import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { findSourceCandidates } from "../../../src/client/source-candidates";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";

describe("findSourceCandidates", () => {
  const folder = useTemporaryFolder("candidates");

  function writeModel(...names: string[]): void {
    const place = path.join(folder(), ...names);
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, "model.json"), "{}");
  }

  it("finds saved networks and those trained here, but no result of a run, which knows the target already", async () => {
    writeModel("models", "b");
    writeModel("models", "a");
    writeModel(".transfer-lab", "models", "0123456789abcdef");
    writeModel(".transfer-lab", "runs", "x-20260101-000000-abcd", "model", "seed-1");
    writeModel("node_modules", "c");
    const found = await findSourceCandidates(path.join(folder(), "x.transfer.json"));
    const own = found.filter(({ ready }) => ready === undefined);
    assert.deepEqual(own.map(({ model }) => model), ["models/a", "models/b", ".transfer-lab/models/0123456789abcdef"]); // prettier-ignore
  });
});
