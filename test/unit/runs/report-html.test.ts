import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { runViewSchema } from "../../../src/protocol/view";
import { reportHtml } from "../../../src/runs/report-html";
import { speedWords } from "../../fixtures/performance";
import { multitaskView } from "../../webview/method-views";
import { finishedView, runningView } from "../../webview/sample-view";
import { sweepView } from "../../webview/sweep-view";

const assets = { script: "console.log('page');", style: "body { margin: 0 }" };

/** The run that a page carries. */
function savedView(html: string): unknown {
  const [, json] = /<script type="application\/json" id="run-view">(.*?)<\/script>/s.exec(html) ?? [];
  assert.ok(json);
  return JSON.parse(json);
}

describe("reportHtml", () => {
  it("carries the run as the panel reads it, without the rows of single steps", () => {
    const view = finishedView();
    const rows = view.rows.filter((row) => row.type !== "step");
    assert.deepEqual(runViewSchema.parse(savedView(reportHtml(view, assets))), { ...view, rows });
  });

  it("allows only the script and the style that it carries, by their hashes", () => {
    const html = reportHtml(finishedView(), assets);
    for (const text of Object.values(assets)) {
      const hash = createHash("sha256").update(text).digest("base64");
      assert.ok(html.includes(`'sha256-${hash}'`), `no hash of ${text}`);
    }
    assert.match(html, /content="default-src 'none'; /);
  });

  it("keeps names that look like markup from becoming markup", () => {
    const name = '</script><script>alert(1)</script><!--\u2028&"';
    const html = reportHtml({ ...finishedView(), experiment: name }, assets);
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.ok(!html.includes("<!--"));
    assert.ok(!html.slice(html.indexOf('id="run-view"')).includes("\u2028"));
    assert.equal(runViewSchema.parse(savedView(html)).experiment, name);
  });

  it("keeps a script that names its own end in one piece", () => {
    const html = reportHtml(finishedView(), { ...assets, script: 'const end = "</script>", comment = "<!--";' });
    assert.ok(html.includes('const end = "<\\/script>", comment = "<\\!--";'));
  });

  it("says the verdict and the figures also where no script runs", () => {
    const html = reportHtml(finishedView(), assets);
    const [, plain] = /<noscript>(.*?)<\/noscript>/s.exec(html) ?? [];
    assert.match(plain ?? "", /Transfer brings \+8\.8 points over scratch/);
    assert.match(plain ?? "", /<li>From scratch: 84\.6 \(95 % interval 83\.4 to 85\.8\), 5 seeds<\/li>/);
  });

  it("says how the time was spent, where the report knows", () => {
    const view = finishedView();
    assert.match(reportHtml(view, assets), new RegExp(`<p>${["Speed", ...speedWords].join(" · ")}</p>`));
    delete view.report?.performance;
    assert.ok(!reportHtml(view, assets).includes("Speed"));
  });

  it("of a run without a report says so", () => {
    assert.match(reportHtml(runningView(10), assets), /<noscript>.*This run has no report\..*<\/noscript>/);
  });

  it("has the method's tables and charts, and the figures of other tasks, also where no script runs", () => {
    const name = "<b>left</b>";
    const view = multitaskView();
    const [task, ...others] = view.report?.tasks ?? [];
    assert.ok(task !== undefined && view.report !== undefined);
    const report = { ...view.report, tasks: [{ ...task, task: name }, ...others] };
    const [, plain = ""] = /<noscript>(.*?)<\/noscript>/s.exec(reportHtml({ ...sweepView(), report }, assets)) ?? [];
    assert.match(plain, /<h2>Task &lt;b&gt;left&lt;\/b&gt;<\/h2>/);
    assert.match(plain, /<h2>Transfer by cut<\/h2>/);
    assert.match(plain, /<td>conv4 \(best cut on validation\)<\/td><td>81\.2 % \(80\.0 to 82\.4\)<\/td>/);
  });
});
