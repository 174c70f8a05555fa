import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { useWorkbench } from "../use-workbench";
import { writeExperiment } from "./experiments";

describe("a misspelt layer name", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });

  it("is underlined, and its quick fix repairs it and keeps the comments", async () => {
    const name = "misspelt.transfer.json";
    writeExperiment(workbench(), name, (text) => text.replace('"dense1": "frozen"', '"dnese1": "frozen"'));
    const original = readFileSync(path.join(workbench().folder, "clusters.transfer.json"), "utf8");
    await workbench().openFile(name);
    await workbench().squiggles("error").first().waitFor();
    await workbench().quickFix('Rename to "dense1"');
    await workbench().squiggles("error").first().waitFor({ state: "detached" });
    await workbench().save();
    assert.equal(readFileSync(path.join(workbench().folder, name), "utf8"), original);
  });
});
