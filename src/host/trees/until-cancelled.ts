/** The editor's way to call something off, as the rest of the world has it. */
import type * as vscode from "vscode";

/** @returns a signal that aborts when the token is cancelled, and what lets go of the token */
export function abortedBy(token: vscode.CancellationToken): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const cancel = () => {
    controller.abort(new Error("cancelled"));
  };
  if (token.isCancellationRequested) cancel();
  const listener = token.onCancellationRequested(cancel);
  return {
    signal: controller.signal,
    dispose: () => {
      listener.dispose();
    },
  };
}
