/** Figures as the trees show them, in the language of the window. */
import * as vscode from "vscode";

const BAR_LENGTH = 8;

export const countText = (count: number): string => count.toLocaleString(vscode.env.language);

/** `12.5 %` */
export const shareText = (share: number): string =>
  share.toLocaleString(vscode.env.language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `■■■■□□□□` for a half; whatever is there at all has one. */
export function bar(share: number): string {
  const full = share <= 0 ? 0 : Math.max(1, Math.round(BAR_LENGTH * Math.min(1, share)));
  return "■".repeat(full) + "□".repeat(BAR_LENGTH - full);
}
