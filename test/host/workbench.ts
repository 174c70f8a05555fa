/**
 * A real VS Code window with the built extension, driven through what a person sees: palette, trees, editors, panels.
 *
 * ```ts
 * describe("the experiment file", () => {
 *   const workbench = useWorkbench({ workspace: "test/host/workspace" });
 *   it("offers to run the experiment", async () => {
 *     await workbench().openFile("pets.transfer.json");
 *     await workbench().codeLens("Run").click();
 *   });
 * });
 * ```
 *
 * Locators wait by themselves, 30 s at most; methods that return a promise have done what they say when it resolves.
 */
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { Frame, Locator, Page } from "playwright-core";
import { repositoryRoot, screenshotFolder } from "../support/paths";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder";
import { until } from "../support/until";
import { type Editor, startEditor } from "./editor/editor";

export interface WorkbenchOptions {
  /** A folder to open a copy of, absolute or from the repository root; without it, an empty folder is opened. */
  workspace?: string;
  /** Folders of unpacked extensions; this repository's by default. */
  extensions?: readonly string[];
  /** User settings. */
  settings?: Readonly<Record<string, unknown>>;
  /** `"ask"` opens the folder in Restricted Mode until {@link Workbench.trust}; by default everything is trusted. */
  trust?: "always" | "ask";
  /** The language in which extensions speak; the editor itself goes on in English. */
  locale?: string;
  /** Added to the environment of the editor and of what the extension starts. */
  env?: Readonly<Record<string, string>>;
}

export type Theme = "dark" | "light" | "high-contrast" | "high-contrast-light";

const themes: Record<Theme, { label: string; className: string }> = {
  dark: { label: "Dark Modern", className: "vs-dark" },
  light: { label: "Light Modern", className: "vs" },
  "high-contrast": { label: "Dark High Contrast", className: "hc-black" },
  "high-contrast-light": { label: "Light High Contrast", className: "hc-light" },
};

const waitMs = 30_000;
const startMs = 60_000;
/** A list that was filtered before the extension was known does not fill by itself: open it again after this time. */
const reopenMs = 5_000;

export class Workbench {
  private constructor(
    /** The copy of the workspace that is open; it may be read and changed. */
    readonly folder: string,
    private readonly editor: Editor,
    private readonly home: TemporaryFolder,
  ) {}

  static async start(options: WorkbenchOptions = {}): Promise<Workbench> {
    const home = temporaryFolder("workbench");
    const folder = path.join(home.path, "workspace");
    mkdirSync(folder);
    if (options.workspace !== undefined) {
      cpSync(path.resolve(repositoryRoot, options.workspace), folder, { recursive: true });
    }
    try {
      const editor = await startEditor({
        folder,
        extensions: options.extensions ?? [repositoryRoot],
        settings: options.settings ?? {},
        workspaceTrust: options.trust === "ask",
        ...(options.locale !== undefined && { locale: options.locale }),
        env: options.env ?? {},
        home: home.path,
      });
      editor.page.setDefaultTimeout(waitMs);
      const workbench = new Workbench(folder, editor, home);
      await workbench.ready();
      return workbench;
    } catch (error) {
      home.remove();
      throw error;
    }
  }

  /** The window; for what the helpers below do not cover. */
  get page(): Page {
    return this.editor.page;
  }

  /** Closes the window and ends every process it started. */
  async stop(): Promise<void> {
    await this.editor.close();
    this.home.remove();
  }

  /** Runs a command by its title as the palette shows it, category included: `Transfer Learning: Run`. */
  async palette(title: string): Promise<void> {
    await this.chooseIn(`>${title}`, title);
  }

  /** Opens a file of the workspace in an editor. @param name from the workspace folder, with forward slashes */
  async openFile(name: string): Promise<void> {
    const base = path.posix.basename(name);
    await this.chooseIn(name, base);
    await this.page.locator(".editor-group-container.active .tab.active", { hasText: base }).waitFor();
  }

  /** Clicks a row of the list that is open at the top of the window. */
  async quickPick(label: string | RegExp): Promise<void> {
    await this.quickInputRow(label).click();
  }

  /** Types into the input that is open at the top of the window and accepts it. */
  async quickInput(text: string): Promise<void> {
    await this.quickInputBox().fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** A row of the list that is open at the top of the window. */
  quickInputRow(label: string | RegExp): Locator {
    return this.page
      .locator(".quick-input-widget:visible .quick-input-list .monaco-list-row", { hasText: label })
      .first();
  }

  /** Shows a view container of the side bar. @param title as its tooltip in the activity bar says */
  async openViewContainer(title: string): Promise<void> {
    await this.palette(`View: Show ${title}`);
    await this.page.locator(".part.sidebar .composite.title", { hasText: title }).waitFor();
  }

  /** A row of any tree, by its accessible name. */
  treeItem(name: string | RegExp): Locator {
    return this.page.getByRole("treeitem", { name }).first();
  }

  /** A CodeLens of the visible editor. */
  codeLens(text: string | RegExp): Locator {
    return this.page.locator(".editor-instance .codelens-decoration a", { hasText: text }).first();
  }

  /** The underlined places of the visible editor. */
  squiggles(severity: "error" | "warning" | "info"): Locator {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** A row of the Problems panel, which it opens. */
  async problem(text: string | RegExp): Promise<Locator> {
    await this.palette("Problems: Focus on Problems View");
    return this.page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();
  }

  /** Applies a quick fix of the first problem in the visible editor. */
  async quickFix(title: string | RegExp): Promise<void> {
    await this.page.locator(".editor-instance .view-lines").first().click();
    await this.palette("Go to Next Problem (Error, Warning, Info)");
    await this.page.keyboard.press("Escape");
    await this.palette("Quick Fix...");
    await this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first().click();
  }

  /** Saves the active editor. */
  async save(): Promise<void> {
    await this.palette("File: Save");
    await this.page.locator(".editor-group-container.active .tab.active:not(.dirty)").waitFor();
  }

  /** A notification at the lower right. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text }).first();
  }

  /** An entry of the status bar. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator(".part.statusbar .statusbar-item", { hasText: text }).first();
  }

  /**
   * The document inside a webview. Ask again after the webview was closed and opened, or the window reloaded.
   *
   * @param marker a selector that only this webview's document matches, for example `[data-view="run"]`
   */
  webviewFrame(marker: string): Promise<Frame> {
    return until(
      async () => {
        for (const outer of await this.page.locator("iframe.webview.ready").all()) {
          const inner = outer.contentFrame().locator("iframe#active-frame");
          if ((await inner.contentFrame().locator(marker).count()) === 0) continue;
          return (await (await inner.elementHandle()).contentFrame()) ?? undefined;
        }
        return undefined;
      },
      `a webview with ${marker}`,
      waitMs,
    );
  }

  /** Trusts the workspace that was opened in Restricted Mode. */
  async trust(): Promise<void> {
    const banner = this.page.locator('[id="status.workspaceTrust"]');
    await banner.click();
    const trustEditor = this.page.locator(".workspace-trust-editor");
    await trustEditor.getByRole("button", { name: "Trust", exact: true }).first().click();
    await banner.waitFor({ state: "hidden" });
  }

  /** Through the palette, since the editor does not reliably notice a changed settings file. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = themes[theme];
    await this.palette("Preferences: Color Theme");
    await this.quickInputBox().fill(label);
    await this.quickPick(label);
    await this.page.locator(`.monaco-workbench.${className}`).first().waitFor();
  }

  /** Reloads the window as the palette's command does: the extension host ends and a new one starts. */
  async reloadWindow(): Promise<void> {
    const reloaded = this.page.waitForEvent("domcontentloaded");
    await this.palette("Developer: Reload Window");
    await reloaded;
    await this.ready();
  }

  /** @returns the picture's path, `out/screenshots/<name>.png` */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshotFolder, { recursive: true });
    const file = path.join(screenshotFolder, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  private async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .part.statusbar .statusbar-item").first().waitFor({ timeout: startMs });
  }

  private quickInputBox(): Locator {
    return this.page.locator(".quick-input-widget:visible input.input");
  }

  private async chooseIn(text: string, label: string): Promise<void> {
    const row = this.quickInputRow(label);
    await until(
      async () => {
        if (await this.quickInputBox().isVisible()) await this.page.keyboard.press("Escape");
        await this.page.keyboard.press("F1");
        await this.quickInputBox().fill(text, { timeout: reopenMs });
        await row.click({ timeout: reopenMs });
        return true;
      },
      `"${label}" in the palette`,
      waitMs,
    );
  }
}
