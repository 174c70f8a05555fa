import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { agreement, contingency } from "../../../src/math/cluster-agreement";
import { readCoClustering } from "../../fixtures/co-clustering";

const near = (actual: number, expected: number, what: string) => {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${what}: ${actual} is not ${expected}`);
};

describe("agreement of clusters and classes", () => {
  it("is full for the same division under other names", () => {
    const counts = contingency([2, 2, 0, 1], [0, 0, 1, 2], { clusters: 3, classes: 3 });
    assert.deepEqual(agreement(counts), { entropyBits: 0, purity: 1, nmi: 1, ari: 1 });
  });

  it("of one cluster is that of the classes alone", () => {
    const { entropyBits, purity, nmi, ari } = agreement([[6, 2]]);
    near(entropyBits, 0.75 * Math.log2(4 / 3) + 0.25 * 2, "entropy");
    assert.deepEqual([purity, nmi, ari], [0.75, 0, 0]);
  });

  it("weighs the entropy of each cluster by its size", () => {
    near(
      agreement([
        [3, 3],
        [2, 0],
      ]).entropyBits,
      0.75,
      "entropy",
    );
  });

  it("passes over a cluster that has nothing", () => {
    assert.deepEqual(
      agreement([
        [1, 1],
        [0, 0],
        [0, 2],
      ]),
      agreement([
        [1, 1],
        [0, 2],
      ]),
    );
  });

  it("is what scikit-learn and numpy say", () => {
    for (const { clusters, labels, ...expected } of readCoClustering().agreement) {
      const found = agreement(contingency(clusters, labels, { clusters: 3, classes: 4 }));
      near(found.entropyBits, expected.entropyBits, "entropy");
      near(found.purity, expected.purity, "purity");
      near(found.nmi, expected.nmi, "NMI");
      near(found.ari, expected.ari, "ARI");
    }
  });

  it("needs items, and a cluster and a class of each", () => {
    assert.throws(() => agreement([[0, 0]]), /got none/);
    assert.throws(() => contingency([0], [0, 1], { clusters: 1, classes: 2 }), /got 1 and 2/);
    assert.throws(() => contingency([0, 3], [0, 1], { clusters: 2, classes: 2 }), /item 1/);
  });
});
