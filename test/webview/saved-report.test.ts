/** The HTML report, opened from a file as a person opens it. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { RunView } from "../../src/protocol/view";
import { reportHtml } from "../../src/runs/report-html";
import { launchBrowser } from "../support/browser";
import { distFolder, screenshotFolder } from "../support/paths";
import { temporaryFolder } from "../support/temporary-folder";
import { finishedView } from "./sample-view";
import { sweepView } from "./sweep-view";

describe("the saved report", function () {
  this.timeout(30_000);
  const folder = temporaryFolder("report");
  let browser: Browser;
  let page: Page;
  let troubles: string[];

  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    folder.remove();
  });
  beforeEach(async () => {
    troubles = [];
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) troubles.push(`asked for ${request.url()}`);
    });
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(troubles, []);
  });

  async function open(view: RunView): Promise<void> {
    const asset = (name: string) => readFileSync(path.join(distFolder, name), "utf8");
    const file = path.join(folder.path, "report.html");
    writeFileSync(file, reportHtml(view, { script: asset("webview.js"), style: asset("webview.css") }));
    await page.goto(pathToFileURL(file).href);
    await page.getByRole("heading", { level: 1, name: view.experiment }).waitFor();
  }

  it("opens by itself and shows verdict, figures, curves and proofs", async () => {
    await open(finishedView());
    const all = await page.locator("main").innerText();
    for (const part of [
      "Transfer brings +8.8 points over scratch (95 % interval +7.4 to +10.3, 5 seeds).",
      "92.6 – 94.3 %",
      "2 frozen layers proved unchanged",
      "15 of 15 trials done. Examples: 50 training, 20 validation, 360 test.",
    ]) {
      assert.ok(all.includes(part), `${part} is missing`);
    }
    assert.equal(await page.locator("canvas").count(), 2);
  });

  it("shows what only the method shows, with charts that turn into tables", async () => {
    await open(sweepView());
    const method = page.getByRole("region", { name: "What this method shows", exact: true });
    await method.getByText("Layers copied up to conv4: best cut on validation").waitFor();
    await method.getByLabel("Show as table").check();
    const rows = method.getByRole("table", { name: "Transfer by cut" }).locator("tbody tr");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 6);
  });

  it("brings its icons with it", async () => {
    await open(finishedView());
    assert.equal(await page.evaluate("document.fonts.load('16px codicon').then((fonts) => fonts.length)"), 1);
  });

  it("has no button that would need an editor", async () => {
    await open(finishedView());
    assert.equal(await page.getByRole("button").count(), 0);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`follows a ${colorScheme} system`, async () => {
      await page.emulateMedia({ colorScheme });
      await open(finishedView());
      const background = String(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
      assert.equal(background, colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(31, 31, 31)");
      mkdirSync(screenshotFolder, { recursive: true });
      await page.screenshot({ path: path.join(screenshotFolder, `report-${colorScheme}.png`), fullPage: true });
    });
  }

  it("prints as pages", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await open(finishedView());
    const pdf = await page.pdf({ path: path.join(screenshotFolder, "report.pdf"), format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  });

  it("shows names that look like markup as text", async () => {
    const name = "</script><script>document.title = 'owned'</script>";
    await open({ ...finishedView(), experiment: name });
    assert.equal(await page.title(), `${name} · Fine-tuning`);
  });
});
