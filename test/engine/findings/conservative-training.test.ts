/** The finding of conservative training in small: what it chose on other speakers, two seeds, two frames a vowel. */
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { chosen, COVERED_VOWELS, EPOCHS } from "../../../bench/findings/conservative-choice";
import { Lab } from "../../../bench/findings/lab";
import { accuraciesOf, adaptAll, mean, sourceSpeakers, testSpeakers } from "../../../bench/findings/vowel-speakers";
import { sampleDataFolder } from "../../../src/sample/sample-data";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

describe("what was found of conservative training", function () {
  this.timeout("10m");
  let folder: TemporaryFolder;
  /** Over all speakers and seeds, 0..1. */
  let accuracyOf: (arm: string) => number;

  before(async () => {
    folder = temporaryFolder("conservative-finding");
    const lab = new Lab(folder.path, await startNativeBackend());
    const { source, learningRate, rho, alpha } = chosen;
    const cases = testSpeakers.map((speaker) => ({ from: sourceSpeakers, speaker, frames: 2 }));
    const outcomes = await adaptAll(lab, cases, {
      table: path.join(await sampleDataFolder("vowel"), "vowel.csv"),
      source,
      learningRate,
      options: { rho, alpha },
      vowels: COVERED_VOWELS,
      epochs: EPOCHS,
      seeds: [1, 2],
      controls: ["fine-tuning", "source-as-is", "output-side", "weight-side"],
    });
    accuracyOf = (arm) => mean(accuraciesOf(outcomes, arm, "trial"));
  });
  after(() => {
    folder.remove();
  });

  it("holds: with labels for some vowels, each side alone keeps more of the others than plain fine-tuning does", () => {
    for (const arm of ["output-side", "weight-side", "transfer"]) {
      const gain = accuracyOf(arm) - accuracyOf("fine-tuning");
      assert.ok(gain > 0.01, `${arm}: ${(100 * gain).toFixed(1)} points over plain fine-tuning`);
    }
  });

  it("holds: adapting brings more than the source as it is", () => {
    assert.ok(accuracyOf("transfer") > accuracyOf("source-as-is"));
  });
});
