import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { Lab } from "../../../bench/findings/lab";
import { figuresOf, naming, preparePictures, type NamedPictures } from "../../../bench/findings/named-pictures";
import { startNativeBackend } from "../../support/engine-runtime";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the convex combination on photographs of animals", function () {
  // What has to be downloaded first is so much.
  this.timeout("10m");
  let workspace: TemporaryFolder;
  let lab: Lab;
  let pictures: NamedPictures;

  before(async () => {
    workspace = temporaryFolder("convex-combination-finding");
    lab = new Lab(workspace.path, await startNativeBackend());
    pictures = await preparePictures(lab);
  });
  after(() => {
    workspace.remove();
  });

  it("has more than 40 pictures of names that are no label of the classifier", () => {
    assert.ok(pictures.untaught.length > 40, String(pictures.untaught.length));
    assert.equal(pictures.labels.length, 1000);
  });

  it("has the right name among the first five far more often than by chance, and than with shuffled words", async () => {
    const run = await lab.run(naming(pictures.folder, { pictured: pictures.untaught, seeds: [1, 2, 3] }));
    const [hit = NaN] = figuresOf(run, "hitAt5");
    const [chance = NaN] = figuresOf(run, "chanceAt5");
    const shuffled = figuresOf(run, "hitAt5", "shuffled-labels");
    assert.ok(hit >= 2.5 * chance, `${hit} and ${chance}`);
    assert.ok(hit > Math.max(...shuffled), `${hit} and ${shuffled.join()}`);
    assert.ok(mean(shuffled) < 2 * chance, shuffled.join());
    const seen = mean(figuresOf(run, "hitAt5AmongSeen"));
    assert.ok(seen < hit, `${seen} and ${hit}`);
  });
});
