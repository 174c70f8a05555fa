import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { annealedRate } from "../../../src/math/annealed-rate";
import { domainLoss } from "../../../src/math/domain-loss";
import { labelFree } from "../../../src/math/label-free-validators";
import { principalPlane } from "../../../src/math/principal-plane";
import { linearDomainError, proxyADistance } from "../../../src/math/proxy-a-distance";
import { randomFor } from "../../../src/math/random";
import { relativeSpread } from "../../../src/math/relative-spread";
import { reversalWeight } from "../../../src/math/reversal-weight";

const near = (received: number, wanted: number, tolerance = 1e-12): void => {
  assert.ok(Math.abs(received - wanted) <= tolerance, `${received} is not ${wanted}`);
};

describe("reversalWeight", () => {
  it("is 0 before the first step", () => {
    assert.equal(reversalWeight(0), 0);
  });

  it("is the hyperbolic tangent of half its exponent, and rises", () => {
    for (const progress of [0.1, 0.25, 0.5, 1]) near(reversalWeight(progress), Math.tanh(5 * progress));
    assert.ok(reversalWeight(0.2) < reversalWeight(0.3));
    near(reversalWeight(0.5, 2), Math.tanh(0.5));
  });

  it("refuses a progress outside 0..1 and a steepness that is not above 0", () => {
    for (const progress of [-0.1, 1.1, NaN]) assert.throws(() => reversalWeight(progress), RangeError);
    for (const gamma of [0, -1, NaN]) assert.throws(() => reversalWeight(0.5, gamma), RangeError);
  });
});

describe("annealedRate", () => {
  it("begins at the given rate and ends at 11^-0.75 of it", () => {
    assert.equal(annealedRate(0.01, 0), 0.01);
    near(annealedRate(0.01, 1), 0.01 / Math.pow(11, 0.75));
    near(annealedRate(0.02, 0.5), 0.02 / Math.pow(6, 0.75));
  });

  it("refuses a progress outside 0..1 and a rate that is not above 0", () => {
    assert.throws(() => annealedRate(0.01, 1.5), RangeError);
    assert.throws(() => annealedRate(0, 0.5), RangeError);
  });
});

describe("domainLoss", () => {
  it("is 2 log 2 where the classifier cannot tell the domains apart, whatever their numbers", () => {
    near(domainLoss([0, 0, 0], [0]), 2 * Math.LN2);
  });

  it("is the mean over each domain of the logistic loss", () => {
    const source = (Math.log(1 + Math.exp(1)) + Math.log(1 + Math.exp(-2))) / 2;
    near(domainLoss([1, -2], [3]), source + Math.log(1 + Math.exp(-3)));
  });

  it("stays finite for logits of any size", () => {
    assert.equal(domainLoss([-1000], [1000]), 0);
    near(domainLoss([1000], [-1000]), 2000);
  });
});

describe("labelFree", () => {
  it("knows nothing of no examples", () => {
    assert.equal(labelFree([]), undefined);
  });

  it("finds no information where all predictions are the same, certain or not", () => {
    const unsure = labelFree([
      [0, 0],
      [0, 0],
    ]);
    near(unsure?.entropyNats ?? NaN, Math.LN2);
    near(unsure?.informationNats ?? NaN, 0);
    const collapsed = labelFree([
      [50, 0],
      [50, 0],
    ]);
    near(collapsed?.entropyNats ?? NaN, 0, 1e-9);
    near(collapsed?.informationNats ?? NaN, 0, 1e-9);
    assert.equal(collapsed?.commonest, 1);
  });

  it("finds log C nats where predictions are certain and evenly spread over C classes", () => {
    const spread = labelFree([
      [50, 0, 0],
      [0, 50, 0],
      [0, 0, 50],
    ]);
    near(spread?.informationNats ?? NaN, Math.log(3), 1e-9);
    near(spread?.commonest ?? NaN, 1 / 3);
  });
});

describe("proxyADistance", () => {
  it("is 0 at chance, and below it, and 2 where the classifier is never wrong", () => {
    assert.deepEqual([0.5, 0.7, 0.25, 0].map(proxyADistance), [0, 0, 1, 2]);
  });

  it("refuses an error outside 0..1", () => {
    assert.throws(() => proxyADistance(1.1), RangeError);
  });
});

/** All products of points. */
const productsOf = (points: readonly (readonly number[])[]): number[] =>
  points.flatMap((left) => points.map((right) => left.reduce((sum, value, k) => sum + value * (right[k] ?? 0), 0)));

describe("linearDomainError", () => {
  const random = randomFor("domain error");
  const cloud = (centre: number, count: number) =>
    Array.from({ length: count }, () => Array.from({ length: 5 }, () => centre + random.uniform(-1, 1)));
  const isTarget = Array.from({ length: 80 }, (_, i) => i >= 40);

  it("is 0 for domains that a plane parts", () => {
    assert.equal(linearDomainError(productsOf([...cloud(-3, 40), ...cloud(3, 40)]), isTarget), 0);
  });

  it("finds a plane that does not go through the origin", () => {
    assert.equal(linearDomainError(productsOf([...cloud(4, 40), ...cloud(8, 40)]), isTarget), 0);
  });

  it("is about one half for one domain under two names", () => {
    const error = linearDomainError(productsOf(cloud(0, 80)), isTarget);
    assert.ok(error > 0.25 && error < 0.75, String(error));
  });

  it("judges by examples that it has not learnt from: features that name each example tell nothing", () => {
    const points = isTarget.map((_, i) => isTarget.map((__, j) => (i === j ? 1 : 0)));
    assert.ok(linearDomainError(productsOf(points), isTarget) >= 0.5);
  });

  it("refuses products of another number of examples", () => {
    assert.throws(() => linearDomainError([1, 2, 3], isTarget), RangeError);
  });
});

describe("principalPlane", () => {
  const random = () => randomFor("plane");

  it("gives points of a plane back, but for where they are turned and shifted to", () => {
    const points = [
      [3, 1, 0],
      [-3, 1, 0],
      [0, -1, 0],
      [0.5, -1, 0],
      [-0.5, 0, 0],
    ];
    const plane = principalPlane(productsOf(points), points.length, random());
    const distance = (all: readonly (readonly number[])[], i: number, j: number) =>
      Math.hypot(...(all[i] ?? []).map((value, k) => value - (all[j]?.[k] ?? 0)));
    points.forEach((_, i) => {
      points.forEach((__, j) => {
        near(distance(plane, i, j), distance(points, i, j), 1e-6);
      });
    });
  });

  it("has the larger spread along its first direction, and a mean of 0", () => {
    const points = Array.from({ length: 20 }, (_, i) => [10 + Math.cos(i), 5 + 4 * Math.sin(2 * i), i % 2]);
    const plane = principalPlane(productsOf(points), 20, random());
    const spread = (axis: 0 | 1) => plane.reduce((sum, point) => sum + point[axis] ** 2, 0);
    assert.ok(spread(0) > spread(1));
    near(
      plane.reduce((sum, [x]) => sum + x, 0),
      0,
      1e-6,
    );
  });

  it("puts points that are all the same into one place", () => {
    assert.deepEqual(principalPlane([4, 4, 4, 4], 2, random()), [
      [0, 0],
      [0, 0],
    ]);
  });

  it("refuses products of another number of points", () => {
    assert.throws(() => principalPlane([1, 2], 2, random()), RangeError);
  });
});

describe("relativeSpread", () => {
  it("is 0 where all points are one, and where all are the origin", () => {
    assert.equal(
      relativeSpread(
        productsOf([
          [1, 2],
          [1, 2],
        ]),
        2,
      ),
      0,
    );
    assert.equal(relativeSpread([0, 0, 0, 0], 2), 0);
  });

  it("is the share of the mean square that lies around the mean, whatever the unit", () => {
    near(
      relativeSpread(
        productsOf([
          [1, 0],
          [-1, 0],
        ]),
        2,
      ),
      1,
    );
    near(relativeSpread(productsOf([[2], [4]]), 2), 0.1);
    near(relativeSpread(productsOf([[20], [40]]), 2), 0.1);
  });

  it("refuses products of another number of points", () => {
    assert.throws(() => relativeSpread([1, 2], 2), RangeError);
  });
});
