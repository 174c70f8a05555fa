/** `transfer-lab rank` and `transfer-lab suggest`, from the file to what came of the advice. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { adviceFileSchema, sourceRankingSchema } from "../../src/protocol/advice";
import { adviceFile } from "../../src/runs/advice-file";
import { runCommand } from "../fixtures/command-line";
import { writeExperiment, writeTables } from "../fixtures/table-workspace";
import { useTemporaryFolder } from "../fixtures/use-temporary-folder";

describe("advice on the command line", function () {
  this.timeout("3m");
  const folder = useTemporaryFolder("cli-advice");

  it("ranks the networks that are there, keeps the ranking, and says after a run how the network came out", async () => {
    writeTables(folder());
    const file = writeExperiment(folder(), "insects");
    const suggested = await runCommand(folder(), "suggest", file);
    assert.equal(suggested.code, 0, suggested.stderr);
    assert.match(suggested.stdout, /^You have labelled target examples/);
    assert.match(suggested.stdout, /1\. .+ \("method": "[\w-]+"\)/);
    assert.equal((await runCommand(folder(), "run", file)).code, 0);

    const first = await runCommand(folder(), "rank", file, "--json");
    assert.equal(first.code, 0, first.stderr);
    const { ranked } = sourceRankingSchema.parse(JSON.parse(first.stdout));
    const own = ranked.find(({ ready }) => ready === undefined);
    assert.match(own?.named ?? "", /^\.transfer-lab\/models\//);

    const place = path.resolve(folder(), file);
    const source = JSON.stringify({ model: own?.named });
    writeFileSync(place, readFileSync(place, "utf8").replace(/"source": \{[^}]*\}/, `"source": ${source}`));
    assert.equal((await runCommand(folder(), "run", file)).code, 0);
    const again = await runCommand(folder(), "rank", file);
    assert.match(again.stdout, /ranked \d(st|nd) of \d; the only one that was run so far \(\d+\.\d %\)/);
    const kept = adviceFileSchema.parse(JSON.parse(readFileSync(adviceFile(place), "utf8")));
    assert.equal(kept.sources[path.basename(place)]?.cameOut[0]?.id, own?.named);
    assert.ok(kept.methods[path.basename(place)]);
  });

  it("has exit code 2 and says what is wrong with the experiment file", async () => {
    writeFileSync(path.join(folder(), "bad.transfer.json"), '{ "method": "fine-tuning", "target": 3 }');
    for (const command of ["rank", "suggest"]) {
      const { code, stderr } = await runCommand(folder(), command, "bad.transfer.json");
      assert.equal(code, 2);
      assert.match(stderr, /bad\.transfer\.json, /);
    }
  });
});
