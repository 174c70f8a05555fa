import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { TrainingRuntime } from "../../../src/host/commands/training-runtime";
import { core } from "../../../src/host/core";
import { FactCache } from "../../../src/host/diagnostics/fact-cache";
import { toolIds } from "../../../src/host/ids";
import { RunService } from "../../../src/host/runs/run-service";
import { RunExperiment } from "../../../src/host/tools/run-experiment";
import { until } from "../../support/until";
import { openCopy } from "./experiment-file";

const file = "tools.transfer.json";
const neverCancelled = () => new vscode.CancellationTokenSource().token;

const textOf = ({ content }: vscode.LanguageModelToolResult): string =>
  content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");

const invoke = async (name: string, input: object): Promise<string> =>
  textOf(await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, neverCancelled()));

/** The tool with an engine of its own, and without the questions that a person would be asked. */
function runTool() {
  const log = vscode.window.createOutputChannel("Tools under test", { log: true });
  const root = vscode.extensions.getExtension("transfer-lab.transfer-lab")?.extensionPath ?? "";
  const service = new RunService(path.join(root, "dist", "engine.js"), log);
  const run = async (experimentFile: string) => {
    const { createRun, parseExperiment } = await core();
    const text = (await vscode.workspace.openTextDocument(experimentFile)).getText();
    const { experiment } = parseExperiment(text, experimentFile);
    assert.ok(experiment);
    const { directory } = await createRun(experiment, text);
    const runtime = await new TrainingRuntime(log).present();
    await service.start({ type: "run", directory, experimentFile, runtime });
  };
  return { tool: new RunExperiment({ service, actions: { run }, facts: new FactCache() }), service };
}

describe("language-model tools", () => {
  before(async () => {
    await vscode.extensions.getExtension("transfer-lab.transfer-lab")?.activate();
    await openCopy(file, (text) => text.replace('"epochs": 20', '"epochs": 3'));
  });

  it("the editor lists them, with what they are for", () => {
    const known = new Map(vscode.lm.tools.map(({ name, description }) => [name, description]));
    for (const name of Object.values(toolIds)) assert.match(known.get(name) ?? "", /transfer-learning/, name);
  });

  it("the list names the experiment files and their runs", async () => {
    assert.match(await invoke(toolIds.list, {}), /clusters\.transfer\.json: /);
  });

  it("a file that is not in the workspace is refused with the names of those that are", async () => {
    await assert.rejects(invoke(toolIds.explain, { file: "/etc/passwd" }), /clusters\.transfer\.json/);
    await assert.rejects(runTool().tool.prepareInvocation({ input: { file: 3 } }), /The input must be/);
  });

  it("running asks first, and says what it writes", async () => {
    const prepared = await runTool().tool.prepareInvocation({ input: { file } });
    assert.match(prepared.confirmationMessages?.title ?? "", /Run a transfer-learning experiment\?/);
    const message = prepared.confirmationMessages?.message;
    assert.ok(message instanceof vscode.MarkdownString);
    assert.match(message.value.replaceAll("&nbsp;", " "), /writes a folder with the run/);
  });

  it("an experiment that was agreed to is trained, and its report comes back", async () => {
    const { tool, service } = runTool();
    const result = await tool.invoke({ input: { file }, toolInvocationToken: undefined }, neverCancelled());
    assert.match(textOf(result), /\(finished\).*\n\nVerdict: .*\n\nExamples: 15 to train/);
    assert.equal(service.liveRuns.length, 0);
    service.dispose();
    await until(
      async () => (await invoke(toolIds.explain, { file })).includes("Verdict: "),
      "the result of the run among those that can be explained",
    );
  });

  it("a file with errors is not run, and what is wrong is said", async () => {
    await openCopy("wrong.transfer.json", (text) => text.replace("data/few.csv", "data/gone.csv"));
    const { tool, service } = runTool();
    const input = { file: "wrong.transfer.json" };
    const result = await tool.invoke({ input, toolInvocationToken: undefined }, neverCancelled());
    assert.match(textOf(result), /has errors, so it was not run:\n- .*gone\.csv/);
    service.dispose();
  });
});
