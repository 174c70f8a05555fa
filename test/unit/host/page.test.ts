import assert from "node:assert/strict";
import { directoryOfState, pageHtml } from "../../../src/host/panel/page";

const html = (directory: string) =>
  pageHtml({
    cspSource: "editor:",
    script: "editor:/a.js",
    style: "editor:/a.css",
    nonce: "n0",
    language: "en",
    directory,
  });

describe("panel page", () => {
  it("allows its own scripts by a nonce, and nothing from elsewhere", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html("/runs/a"))?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-n0'; style-src editor:; font-src editor: data:; img-src editor: data:",
    );
  });

  it("a folder name cannot break out of the script that keeps it", () => {
    assert.equal(html("/runs/</script><script>alert(1)</script>").match(/<\/script>/g)?.length, 2);
  });

  it("the folder is found again in what the page kept, and nothing in anything else", () => {
    assert.equal(directoryOfState({ hiddenArms: [], directory: "/runs/a" }), "/runs/a");
    for (const other of [undefined, null, "text", {}, { directory: 3 }])
      assert.equal(directoryOfState(other), undefined);
  });
});
