import assert from "node:assert/strict";
import path from "node:path";
import { conductStudy } from "../../../src/client/conduct-study";
import { rateChoices } from "../../../src/experiment/rate-choices";
import { foundRatesSchema, type FoundRates } from "../../../src/protocol/found-rates";
import { formatProblem } from "../../../src/protocol/problem";
import { rejectedProblem } from "../../fixtures/rejected-problem";
import { useTemporaryFolder } from "../../fixtures/use-temporary-folder";
import { completeRun, endEnginesAfterEach } from "../../support/engine-run";
import { nativeRuntime, trainingMs } from "../../support/engine-runtime";
import { tableExperiment, writeExperiment, writeTables } from "../../support/engine-workspace";
import { repositoryRoot } from "../../support/paths";

const enginePath = path.join(repositoryRoot, "src/engine/main.ts");

describe("learning-rate finder", function () {
  this.timeout(trainingMs);
  const folder = useTemporaryFolder("rates");
  endEnginesAfterEach();

  beforeEach(() => writeTables(folder()));

  async function find(value: object = tableExperiment, stop?: AbortController): Promise<FoundRates | undefined> {
    const { experiment } = await writeExperiment(folder(), value);
    return conductStudy(
      { enginePath, runtime: await nativeRuntime() },
      {
        study: "find-rates",
        experiment,
        result: foundRatesSchema,
        ...(stop && {
          signal: stop.signal,
          onStage: ({ done = 0 }) => {
            if (done > 3) stop.abort();
          },
        }),
      },
    );
  }

  it("sweeps all layers, new ones and copied ones on training examples, until the loss explodes", async () => {
    const found = await find();
    assert.ok(found !== undefined);
    assert.equal(found.examples, 24);
    assert.deepEqual(
      found.sweeps.map(({ group }) => group),
      ["all", "new", "copied"],
    );
    const [all, fresh, copied] = found.sweeps;
    assert.deepEqual(all?.layers, [...(copied?.layers ?? []), ...(fresh?.layers ?? [])]);
    for (const { rates, losses, diverged } of found.sweeps) {
      assert.equal(losses.length, rates.length);
      assert.ok(diverged || rates.length === 100);
    }
  });

  it("twice the same study gives the same curves to the last bit", async () => {
    assert.deepEqual(await find(), await find());
  });

  it("a run after the study has the rows of one without it", async () => {
    const before = await completeRun({ folder: folder(), experiment: tableExperiment });
    await find();
    const after = await completeRun({ folder: folder(), experiment: tableExperiment });
    assert.deepEqual(after.rows, before.rows);
  });

  it("suggests rates with which the loss of the training falls", async () => {
    const found = await find({ ...tableExperiment, target: { ...tableExperiment.target, labelled: "all" } });
    assert.ok(found !== undefined);
    const [choice] = rateChoices(found);
    assert.ok(choice !== undefined, JSON.stringify(found.sweeps.map(({ verdict }) => verdict)));
    assert.ok(choice.learningRate > 1e-5 && choice.learningRate < 1, `${choice.learningRate}`);
  });

  it("a head alone has one group", async () => {
    const found = await find({ ...tableExperiment, layers: { "*": "frozen", head: "new" } });
    assert.deepEqual(
      found?.sweeps.map(({ group, layers }) => [group, layers.length]),
      [["all", 1]],
    );
  });

  it("stops when it is told to, and says that there is no result", async () => {
    assert.equal(await find(tableExperiment, new AbortController()), undefined);
  });

  it("says which line of the experiment does not fit the data", async () => {
    const wrong = { ...tableExperiment, layers: { dense9: "frozen" } };
    assert.match(formatProblem(await rejectedProblem(find(wrong))), /toy\.transfer\.json, layers\.dense9/);
  });

  it("refuses a study that it does not know, and an experiment of another form", async () => {
    const { experiment } = await writeExperiment(folder());
    const engine = { enginePath, runtime: await nativeRuntime() };
    const ask = (study: string, asked: typeof experiment) =>
      rejectedProblem(conductStudy(engine, { study, experiment: asked, result: foundRatesSchema }));
    assert.match((await ask("find-gold", experiment)).message, /there is no study "find-gold"; it has find-rates/);
    const another = { ...experiment, training: 3 } as unknown as typeof experiment;
    assert.match((await ask("find-rates", another)).message, /the experiment has another form/);
  });
});
