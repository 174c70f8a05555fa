import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { checkExperiment } from "../../../src/experiment/check";
import type { ExperimentFacts } from "../../../src/experiment/facts";
import { parseExperiment } from "../../../src/experiment/parse";
import type { RawExperiment } from "../../../src/experiment/raw";
import type { Experiment } from "../../../src/experiment/types";
import { concludeDomainAdversarial } from "../../../src/methods/domain-adversarial/conclude";
import { optionsIn, scheduled } from "../../../src/methods/domain-adversarial/options";
import type { MetricRow } from "../../../src/protocol/metrics";

const good: RawExperiment = {
  method: "domain-adversarial",
  source: { dataset: "data/digits.npz", architecture: "dann-convnet" },
  target: { dataset: "data/photographed.npz" },
  training: { seeds: [1, 2, 3] },
};

const parse = (change: object) => parseExperiment(JSON.stringify({ ...good, ...change }), "/lab/a.transfer.json");

function parsed(change: object = {}): Experiment {
  const { experiment, problems } = parse(change);
  assert.ok(experiment !== undefined, JSON.stringify(problems));
  return experiment;
}

const findingsOf = (change: object, facts: ExperimentFacts = {}) =>
  checkExperiment(parsed(change), facts).map(
    ({ severity, place, message }) => `${severity}: ${place ?? ""}: ${message}`,
  );

const refusalOf = (change: object): string | undefined => {
  const { experiment, problems } = parse(change);
  assert.equal(experiment, undefined);
  return problems.map(({ place, message }) => `${place ?? ""}: ${message}`)[0];
};

describe("the checks of domain-adversarial training", () => {
  it("say nothing of labelled source and unlabelled target examples", () => {
    assert.deepEqual(findingsOf({}), []);
    assert.deepEqual(parsed().target.labels, "hidden");
  });

  it("refuse labels of the target that are given for training", () => {
    assert.match(
      refusalOf({ target: { ...good.target, labelled: { perClass: 5 } } }) ?? "",
      /^target\.labelled: must be left out: .* without their labels; say how many with "unlabelled"$/,
    );
    assert.match(refusalOf({ target: { ...good.target, validation: { perClass: 5 } } }) ?? "", /^target\.validation: /);
  });

  it("refuse a steepness of 0 and a strength below 0", () => {
    assert.match(refusalOf({ options: { gamma: 0 } }) ?? "", /^options\.gamma: must be a number above 0, got 0/);
    assert.match(refusalOf({ options: { strength: -1 } }) ?? "", /^options\.strength: /);
  });

  it("refuse classes that the source does not have", () => {
    const facts: ExperimentFacts = {
      tasks: { source: { classes: ["0", "1", "2"], shape: [28, 28, 1] } },
      targetData: { classes: ["0", "1", "2", "x"], shape: [28, 28, 3] },
    };
    assert.match(
      findingsOf({}, facts).join("\n"),
      /^error: target\.dataset: must have no classes but those of the source \(0, 1, 2\), got "x"; choose/m,
    );
    const chosen = { target: { ...good.target, classes: ["0", "1"] } };
    assert.doesNotMatch(findingsOf(chosen, facts).join("\n"), /must have no classes/);
  });

  it("say that early stopping has nothing to stop by while the last epoch is kept", () => {
    const training = { seeds: [1, 2, 3], earlyStopping: { patience: 3 } };
    assert.match(findingsOf({ training }).join("\n"), /does nothing while "chooseBy" is "last"/);
    assert.doesNotMatch(findingsOf({ training, options: { chooseBy: "entropy" } }).join("\n"), /does nothing while/);
  });

  it("warn of batches that are too small to tell domains apart", () => {
    assert.match(
      findingsOf({ training: { seeds: [1, 2], batchSize: 4 } }).join("\n"),
      /warning: training\.batchSize: is half source, half target, and 4 are too few/,
    );
  });

  it("say that nothing is reversed at a strength of 0, and that a fixed schedule reads no steepness", () => {
    assert.match(
      findingsOf({ options: { strength: 0 } }).join("\n"),
      /info: options\.strength: is 0: no gradient is reversed/,
    );
    assert.match(
      findingsOf({ options: { schedule: "fixed", gamma: 5 } }).join("\n"),
      /info: options\.gamma: is read by the schedule "paper" only/,
    );
  });
});

describe("the schedules of domain-adversarial training", () => {
  it("begin without the reversed gradient and with the whole rate, and end near the strength", () => {
    const options = optionsIn(parsed({ options: { strength: 0.5 } }));
    assert.deepEqual(scheduled(options, 0.01, 0), { lambda: 0, rate: 0.01 });
    const end = scheduled(options, 0.01, 1);
    assert.ok(end.lambda > 0.499 && end.lambda < 0.5 && end.rate < 0.0017);
  });

  it("do not change where they are fixed", () => {
    const options = optionsIn(parsed({ options: { schedule: "fixed", strength: 0.5 } }));
    for (const progress of [0, 0.5, 1])
      assert.deepEqual(scheduled(options, 0.01, progress), { lambda: 0.5, rate: 0.01 });
  });
});

const trainFigures = { lossNats: 0.1, accuracy: 0.98, domainAccuracy: 0.6, lambda: 1 };
const figures = { proxyADistance: 1, entropyNats: 0.3, informationNats: 1.9, commonestClass: 0.2, featureSpread: 0.4 };

const epoch = (
  change: Partial<Record<keyof typeof trainFigures | keyof typeof figures, number>>,
  seed = 1,
): MetricRow => {
  const given = (defaults: Record<string, number>) =>
    Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [name, (change as Record<string, number>)[name] ?? value]),
    );
  return {
    type: "epoch",
    arm: "transfer",
    seed,
    step: 10,
    epoch: 2,
    train: given(trainFigures),
    validation: given(figures),
  };
};

const concluded = (rows: MetricRow[]) => concludeDomainAdversarial({ experiment: parsed(), layers: [], rows });

describe("the conclusions of domain-adversarial training", () => {
  it("find nothing wrong where domains come together and classes stay apart", () => {
    const { findings, parts } = concluded([epoch({}), epoch({}, 2)]);
    assert.deepEqual(findings, []);
    const [table] = parts;
    assert.ok(table?.type === "table");
    assert.deepEqual(
      table.rows.map(({ title }) => title),
      ["Adapted"],
    );
    assert.deepEqual(
      table.rows[0]?.cells.map((cell) => (typeof cell === "object" ? cell?.mean : cell)),
      [1, 0.6, 0.3, 1.9],
    );
  });

  it("say that the domain classifier wins where it is nearly always right at the end", () => {
    const { findings } = concluded([epoch({}), epoch({ domainAccuracy: 0.99 }, 2)]);
    assert.match(findings[0]?.message ?? "", /^with 1 of 2 seeds the domain classifier is right for 99 %/);
    assert.deepEqual(concluded([epoch({ domainAccuracy: 0.99, lambda: 0 })]).findings, []);
  });

  it("say that features collapsed where they are all one, or all examples fall into one class", () => {
    assert.match(
      concluded([epoch({ featureSpread: 0.001 })]).findings[0]?.message ?? "",
      /all examples have the same features/,
    );
    assert.match(
      concluded([epoch({ commonestClass: 0.97 })]).findings[0]?.message ?? "",
      /97 % of the target's examples/,
    );
  });

  it("say that the source was not learnt", () => {
    assert.match(concluded([epoch({ accuracy: 0.2 })]).findings[0]?.message ?? "", /only 20 % of the source's/);
  });

  it("have no table before the first epoch", () => {
    assert.deepEqual(concluded([]), { parts: [], findings: [] });
  });
});
