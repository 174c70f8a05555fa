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

/**
 * Makes a language pack without texts: the editor goes on speaking English and tells extensions that its language is another.
 *
 * @returns the folder of the pack, which is an extension
 */
export function writeLanguagePack(userData: string, locale: string): string {
  const folder = path.join(userData, `language-pack-${locale}`);
  mkdirSync(folder, { recursive: true });
  const [publisher, name, version] = ["transfer-lab", `language-pack-${locale}`, "1.0.0"];
  const texts = "no-texts.i18n.json";
  writeFileSync(path.join(folder, texts), JSON.stringify({ version, contents: {} }));
  const translations = [{ id: "vscode", path: `./${texts}` }];
  const localizations = [{ languageId: locale, languageName: locale, localizedLanguageName: locale, translations }];
  const manifest = { name, publisher, version, engines: { vscode: "*" }, contributes: { localizations } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  const pack = {
    hash: `no-texts-${locale}`,
    label: locale,
    extensions: [{ extensionIdentifier: { id: `${publisher}.${name}` }, version }],
    translations: { vscode: path.join(folder, texts) },
  };
  writeFileSync(path.join(userData, "languagepacks.json"), JSON.stringify({ [locale]: pack }));
  return folder;
}
