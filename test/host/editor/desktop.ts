/** VS Code itself, on machines where it could be downloaded. */
import path from "node:path";
import { _electron } from "playwright-core";
import type { Editor, EditorOptions } from "./editor";
import { writeLanguagePack, writeUserSettings } from "./settings";

export async function startDesktop(executablePath: string, options: EditorOptions): Promise<Editor> {
  const userData = path.join(options.home, "user-data");
  writeUserSettings(userData, options.settings, options.workspaceTrust);
  const args = [options.folder, `--user-data-dir=${userData}`];
  args.push(`--extensions-dir=${path.join(options.home, "extensions")}`);
  args.push(...options.extensions.map((folder) => `--extensionDevelopmentPath=${folder}`));
  args.push("--disable-updates", "--disable-telemetry", "--skip-welcome", "--skip-release-notes", "--no-sandbox");
  if (!options.workspaceTrust) args.push("--disable-workspace-trust");
  if (options.locale !== undefined) {
    writeLanguagePack(userData, options.locale);
    args.push(`--locale=${options.locale}`);
  }
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const app = await _electron.launch({ executablePath, args, env: { ...inherited, ...options.env } });
  try {
    return { page: await app.firstWindow(), close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}
