/** Runs something long with a progress notification that can cancel it. */
import * as vscode from "vscode";
import type { Progress, TaskOptions } from "../../packages/progress";
import { core } from "../core";

/**
 * @param task leaves, when it is cancelled, what it can go on from later
 * @returns what the task gave; nothing when it was cancelled
 */
export async function longTask<T>(title: string, task: (options: TaskOptions) => Promise<T>): Promise<T | undefined> {
  const { formatBytes } = await core();
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return await vscode.window.withProgress(options, async (notification, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => {
      controller.abort(new Error("cancelled"));
    });
    const onProgress = ({ stage, doneBytes, totalBytes }: Progress) => {
      const amount =
        doneBytes === undefined
          ? ""
          : `: ${[doneBytes, totalBytes].flatMap((bytes) => (bytes === undefined ? [] : [formatBytes(bytes)])).join(" / ")}`;
      notification.report({ message: `${stage}${amount}` });
    };
    try {
      return await task({ onProgress, signal: controller.signal });
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  });
}
