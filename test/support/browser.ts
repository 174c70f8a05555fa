/** Headless Chromium, as Debian or the machine has it. The caller closes it. */
import { type Browser, chromium } from "playwright-core";
import { tool } from "./tools";

export function launchBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: tool("chromium"),
    headless: true,
    chromiumSandbox: !asRoot,
    args: ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"],
  });
}
