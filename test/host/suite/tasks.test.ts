import assert from "node:assert/strict";
import * as vscode from "vscode";
import { until } from "../../support/until";
import { openCopy } from "./experiment-file";

const tasksOf = (file: string) =>
  until(async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: "transfer-lab" });
    const own = tasks.filter(({ definition }) => definition.file === file);
    return own.length > 0 ? own : undefined;
  }, `tasks for ${file}`);

/** @returns the exit code */
function carryOut(task: vscode.Task): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      listener.dispose();
      resolve(exitCode);
    });
    vscode.tasks.executeTask(task).then(undefined, reject);
  });
}

describe("tasks", () => {
  it("every experiment file can be checked and run", async () => {
    const tasks = await tasksOf("clusters.transfer.json");
    assert.deepEqual(tasks.map(({ name }) => name).sort(), ["check clusters", "run clusters"]);
  });

  it("what a check finds in a closed file is a problem on its line", async () => {
    const document = await openCopy("task.transfer.json", (text) =>
      text.replace('"dense1": "frozen"', '"dnese1": "frozen"'),
    );
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    const check = (await tasksOf("task.transfer.json")).find(({ name }) => name === "check task");
    assert.ok(check);
    assert.equal(await carryOut(check), 2);
    const found = await until(
      () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .find(({ code, source }) => code === "layers/unknown-layer" && source === "Transfer Lab"),
      "the problem that the check found",
    );
    assert.equal(
      found.range.start.line,
      document
        .getText()
        .split("\n")
        .findIndex((line) => line.includes("dnese1")),
    );
    assert.match(found.message, /did you mean "dense1"/);
    await vscode.workspace.fs.delete(document.uri);
  });
});
