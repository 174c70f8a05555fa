import { spawn } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "../../support/paths";
import { useWorkbench } from "../use-workbench";
import { panel, rowsWritten, stateReached, statusOf, unhurried, writeExperiment } from "./experiments";

const MIDDLE = 50;

describe("engines", () => {
  const workbench = useWorkbench({ workspace: "test/host/workspace" });

  it("an engine that is killed leaves a failed run that says why", async () => {
    writeExperiment(workbench(), "killed.transfer.json", unhurried);
    await workbench().openFile("killed.transfer.json");
    await workbench().codeLens("Run").click();
    const run = await rowsWritten(workbench(), "killed", MIDDLE);
    const { pid } = statusOf(run);
    if (pid === undefined) throw new Error("the run says no process");
    process.kill(pid, "SIGKILL");
    await stateReached(run, "failed");
    await workbench().notification("was ended by SIGKILL").waitFor();
    await (await panel(workbench())).locator('header[data-state="failed"]').waitFor();
  });

  it("a run of the command line is in the tree, and its panel follows it to its end", async () => {
    await workbench().palette("View: Close All Editors");
    const long = (text: string) => unhurried(text).replace('"epochs": 100', '"epochs": 250');
    writeExperiment(workbench(), "terminal.transfer.json", long);
    const cli = path.join(repositoryRoot, "bin", "transfer-lab.mjs");
    const running = spawn(process.execPath, [cli, "run", path.join(workbench().folder, "terminal.transfer.json")], {
      stdio: "ignore",
    });
    try {
      const run = await rowsWritten(workbench(), "terminal", MIDDLE);
      await workbench().openViewContainer("Transfer Lab");
      await workbench()
        .treeItem(/, running, /)
        .click();
      const frame = await panel(workbench());
      await frame.locator('#panel:has(header[data-state="running"]) [data-figure="lossNats"] canvas').waitFor();
      await stateReached(run, "finished");
      await frame.locator('header[data-state="finished"]').waitFor();
    } finally {
      running.kill("SIGKILL");
    }
  });
});
