/** Which runtime trains: found, installed on request, or plain JavaScript if the person agrees to wait. */
import * as vscode from "vscode";
import type { NativeRuntime, Runtime } from "../../runtime/runtime";
import { core } from "../core";
import { longTask } from "./long-task";

export class TrainingRuntime {
  /** The person said once in this window that JavaScript will do. */
  #javascriptWillDo = false;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** What there is, without asking and without installing. @throws ProblemError where the setting names no runtime */
  async present(): Promise<Runtime> {
    const { resolveRuntime } = await core();
    const setting = vscode.workspace.getConfiguration("transferLab").get<string>("runtime.path", "");
    const runtime = await resolveRuntime({ setting });
    for (const reason of runtime.why) this.log.info(reason);
    return runtime;
  }

  /** A runtime to train with; nothing where the person called it off. @throws ProblemError as `present` does */
  async choose(): Promise<Runtime | undefined> {
    const runtime = await this.present();
    if (runtime.kind === "native" || this.#javascriptWillDo) return runtime;
    const install = vscode.l10n.t("Install Training Runtime");
    const goOn = vscode.l10n.t("Run on JavaScript");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        "There is no native training runtime yet. Training in JavaScript gives the same method, but takes many times longer.",
      ),
      { modal: true, detail: runtime.why.join("\n") },
      install,
      goOn,
    );
    if (answer === install) return await this.install();
    if (answer !== goOn) return undefined;
    this.#javascriptWillDo = true;
    return runtime;
  }

  /** @returns nothing when it was cancelled */
  async install(): Promise<NativeRuntime | undefined> {
    const { installRuntime } = await core();
    return await longTask(vscode.l10n.t("Installing the training runtime"), installRuntime);
  }
}
