import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
  coClusteringStep,
  lostInformation,
  viewOf,
  type CoClustering,
  type View,
} from "../../../src/math/co-clustering";
import { JointTableBuilder, type JointTable } from "../../../src/math/joint-table";
import { randomFor, shuffled } from "../../../src/math/random";
import { readCoClustering } from "../../fixtures/co-clustering";

const jointOf = (counts: readonly (readonly number[])[]): JointTable => {
  const builder = new JointTableBuilder(counts[0]?.length ?? 0);
  for (const row of counts) builder.add(row);
  return builder.finish();
};

const plain = ({ items, features }: CoClustering) => ({ items: items.map((own) => [...own]), features: [...features] });

describe("co-clustering", () => {
  it("loses what the approximation of the golden case loses", () => {
    // Marginals (.4, .2, .4) and (.2, .4, .4); p(X̃, Z̃) = [[.4, .2], [.2, .2]].
    const p = [
      [0.2, 0.1, 0.1],
      [0, 0.1, 0.1],
      [0, 0.2, 0.2],
    ];
    const approximation = [
      [0.4 * (0.4 / 0.6) * (0.2 / 0.6), 0.4 * (0.4 / 0.6) * (0.4 / 0.6), 0.2 * (0.4 / 0.6)],
      [0.4 * (0.2 / 0.6) * (0.2 / 0.6), 0.4 * (0.2 / 0.6) * (0.4 / 0.6), 0.2 * (0.2 / 0.6)],
      [0.2 * (0.2 / 0.6), 0.2 * (0.4 / 0.6), 0.2],
    ];
    const rounded = approximation.map((row) => row.map((share) => Math.round(1000 * share) / 1000));
    assert.deepEqual(rounded, [
      [0.089, 0.178, 0.133],
      [0.044, 0.089, 0.067],
      [0.067, 0.133, 0.2],
    ]);
    const nats = p.flat().reduce((sum, share, i) => {
      return share === 0 ? sum : sum + share * Math.log(share / (approximation.flat()[i] ?? NaN));
    }, 0);
    const view = viewOf(jointOf(p), { weight: 1, clusters: 2 });
    const clusters = { items: [Int32Array.of(0, 0, 1)], features: Int32Array.of(0, 0, 1) };
    assert.ok(Math.abs(lostInformation([view], clusters, 2) - nats) < 1e-12);
  });

  for (const { name, views: given, featureClusters, rounds } of readCoClustering().coClustering) {
    it(`gives in each round what the paper's definitions give: ${name}`, () => {
      const views = given.map(({ counts, ...rest }) => viewOf(jointOf(counts), rest));
      const [start] = rounds;
      assert.ok(start !== undefined && rounds.length > 3);
      let clusters: CoClustering = {
        items: start.items.map((own) => Int32Array.from(own)),
        features: Int32Array.from(start.features),
      };
      for (const [round, { nats, ...expected }] of rounds.entries()) {
        if (round > 0) clusters = coClusteringStep(views, clusters, featureClusters);
        assert.deepEqual(plain(clusters), expected, `round ${round}`);
        assert.ok(Math.abs(lostInformation(views, clusters, featureClusters) - nats) < 1e-12);
      }
    });
  }

  const countsOf = (width: number) =>
    fc.array(fc.array(fc.oneof(fc.constant(0), fc.nat(20)), { minLength: width, maxLength: width }), {
      minLength: 3,
      maxLength: 12,
    });
  const problems = fc.record({
    target: countsOf(8),
    auxiliary: countsOf(8),
    clusters: fc.integer({ min: 1, max: 3 }),
    featureClusters: fc.integer({ min: 1, max: 8 }),
    weight: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    seed: fc.nat(),
  });
  const isEmpty = (counts: readonly (readonly number[])[]) => counts.flat().every((count) => count === 0);
  const start = (n: number, clusters: number, seed: number) =>
    Int32Array.from(shuffled([...Array(n).keys()], randomFor(seed, n)), (at) => at % clusters);

  it("never raises the objective and never leaves a cluster empty", () => {
    fc.assert(
      fc.property(problems, ({ target, auxiliary, clusters, featureClusters, weight, seed }) => {
        fc.pre(!isEmpty(target) && !isEmpty(auxiliary));
        const views: View[] = [
          viewOf(jointOf(target), { weight: 1, clusters }),
          viewOf(jointOf(auxiliary), { weight, clusters }),
        ];
        let now: CoClustering = {
          items: views.map(({ joint }) => start(joint.rows, clusters, seed)),
          features: start(8, featureClusters, seed),
        };
        let before = lostInformation(views, now, featureClusters);
        for (let round = 0; round < 6; round++) {
          now = coClusteringStep(views, now, featureClusters);
          const after = lostInformation(views, now, featureClusters);
          assert.ok(after <= before + 1e-9, `${before} rose to ${after}`);
          assert.equal(new Set(now.features).size, featureClusters);
          for (const own of now.items) assert.equal(new Set(own).size, clusters);
          before = after;
        }
      }),
    );
  });

  it("loses nothing where each item and each feature has a cluster of its own", () => {
    const view = viewOf(
      jointOf([
        [3, 0, 1],
        [1, 4, 2],
      ]),
      { weight: 1, clusters: 2 },
    );
    const own = { items: [Int32Array.of(0, 1)], features: Int32Array.of(0, 1, 2) };
    assert.ok(Math.abs(lostInformation([view], own, 3)) < 1e-12);
    assert.deepEqual(plain(coClusteringStep([view], own, 3)), plain(own));
  });
});
