import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { readyModels } from "../../../src/client/ready-models";
import { exitCodes } from "../../../src/cli/exit-codes";
import { runCommand } from "../../fixtures/command-line";

describe("transfer-lab get", function () {
  this.timeout(60_000);

  it("says what there is to get, with size and licence", async () => {
    const { code, stdout } = await runCommand(tmpdir(), "get", "--help");
    assert.equal(code, exitCodes.ok);
    for (const { id, folder, licence } of readyModels) {
      assert.match(stdout, new RegExp(`  ${id}\\n.+\\n    into ${folder}; \\d+ MB to download, \\d+ MB on the disk`));
      assert.ok(stdout.includes(`licence ${licence}`));
    }
  });

  it("names the choices where something else is asked for", async () => {
    const { code, stderr } = await runCommand(tmpdir(), "get", "resnet");
    assert.equal(code, exitCodes.badInput);
    assert.match(stderr, /'resnet' is invalid .* Allowed choices are efficientnet-lite0, glove-100d/);
  });
});
