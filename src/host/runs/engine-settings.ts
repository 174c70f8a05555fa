/** What the settings say of the engine's process. */
import * as vscode from "vscode";
import type { FeatureCacheOptions } from "../../client/engine-process";

/** For new runs; 0 for one thread a core. */
export const threadsSetting = (): number =>
  vscode.workspace.getConfiguration("transferLab").get<number>("runtime.threads", 0);

/** Whether new runs write event files for TensorBoard. */
export const tensorBoardSetting = (): boolean =>
  vscode.workspace.getConfiguration("transferLab").get<boolean>("tensorBoard", false);

/** Only what the person has set, so that a default does not hide what the environment says. */
export function featureCacheSettings(): FeatureCacheOptions {
  const settings = vscode.workspace.getConfiguration("transferLab.featureCache");
  const folder = settings.get<string>("folder", "");
  const gigabytes = settings.inspect<number>("gigabytes")?.globalValue;
  return { ...(folder !== "" && { folder }), ...(gigabytes !== undefined && { gigabytes }) };
}
