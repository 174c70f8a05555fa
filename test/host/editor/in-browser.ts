/** The window of a code-server, in headless Chromium. */
import { launchBrowser } from "../../support/browser";
import type { CodeServer } from "./code-server";
import type { Editor } from "./editor";

const size = { width: 1400, height: 900 };

/** The editor owns the server: closing it closes both. */
export async function openInBrowser(server: CodeServer, folder: string): Promise<Editor> {
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const context = await browser.newContext({ viewport: size });
    const page = await context.newPage();
    await page.goto(`${server.url}/?${new URLSearchParams({ folder }).toString()}`, { waitUntil: "domcontentloaded" });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
