/** User settings that keep an editor under test quiet: no welcome page, no tips, no network, nothing restored. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const quiet = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.restoreWindows": "none",
  "workbench.editor.useModal": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/** Writes them where both editors look for them under their user data folder. */
export function writeUserSettings(
  userData: string,
  settings: Readonly<Record<string, unknown>>,
  workspaceTrust: boolean,
): void {
  const file = path.join(userData, "User", "settings.json");
  mkdirSync(path.dirname(file), { recursive: true });
  const all = { ...quiet, "security.workspace.trust.enabled": workspaceTrust, ...settings };
  writeFileSync(file, JSON.stringify(all, null, 2));
}
