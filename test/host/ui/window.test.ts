import assert from "node:assert/strict";
import { useWorkbench } from "../use-workbench";

const workspace = "test/host/workspace";
const experiment = "clusters.transfer.json";

describe("the window", () => {
  const workbench = useWorkbench({ workspace });

  it("shows the folder's experiments and data sets in the sidebar", async () => {
    await workbench().openViewContainer("Transfer Lab");
    await workbench()
      .treeItem(/clusters/)
      .waitFor();
  });

  it("offers to run an experiment file above its first line", async () => {
    await workbench().openFile(experiment);
    await workbench().codeLens("Run").waitFor();
    assert.equal(await workbench().squiggles("error").count(), 0);
  });

  for (const theme of ["light", "high-contrast", "high-contrast-light", "dark"] as const) {
    it(`is drawn in the theme ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().codeLens("Run").waitFor();
      await workbench().screenshot(`window-${theme}`);
    });
  }

  it("shows the experiments again after a reload", async () => {
    await workbench().reloadWindow();
    await workbench().openViewContainer("Transfer Lab");
    await workbench()
      .treeItem(/clusters/)
      .waitFor();
  });
});

describe("the window of a folder that is not trusted", () => {
  const workbench = useWorkbench({ workspace, trust: "ask" });

  it("shows the experiments and nothing that runs them until the folder is trusted", async () => {
    await workbench().openFile(experiment);
    await workbench().openViewContainer("Transfer Lab");
    await workbench()
      .treeItem(/clusters/)
      .waitFor();
    assert.equal(await workbench().codeLens("Run").count(), 0);
    await workbench().trust();
    await workbench().openFile(experiment);
    await workbench().codeLens("Run").waitFor();
  });
});
