import assert from "node:assert/strict";
import fc from "fast-check";
import { derivedSeed, randomFor, shuffled } from "../../../src/math/random";

describe("random", () => {
  const items = Array.from({ length: 20 }, (_, index) => index);

  it("randomFor gives the same numbers for the same parts and others for other parts", () => {
    const draws = (...parts: (string | number)[]) => {
      const random = randomFor(...parts);
      return Array.from({ length: 5 }, () => random.uniform(0, 1));
    };
    assert.deepEqual(draws(1, "order", 2), draws(1, "order", 2));
    assert.notDeepEqual(draws(1, "order", 2), draws(1, "order", 3));
    assert.notDeepEqual(draws("1", "order", 2), draws(1, "order", 2));
  });

  it("randomFor draws within its bounds", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 50 }),
        (seed, low, width) => {
          const random = randomFor(seed);
          const [whole, real] = [random.integer(low, low + width), random.uniform(low, low + width)];
          assert.ok(whole >= low && whole <= low + width && Number.isInteger(whole));
          assert.ok(real >= low && real <= low + width);
        },
      ),
    );
  });

  it("shuffled keeps every item, leaves its input, and depends on the purpose", () => {
    const order = shuffled(items, randomFor("test", 1, "a"));
    assert.deepEqual(
      [...order].sort((left, right) => left - right),
      items,
    );
    assert.notDeepEqual(order, items);
    assert.notDeepEqual(order, shuffled(items, randomFor("train", 1, "a")));
  });

  it("shuffled puts every item everywhere about equally often", () => {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 4000; seed++) {
      const place = shuffled([0, 1, 2, 3], randomFor(seed)).indexOf(0);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    for (const count of counts) assert.ok(Math.abs(count - 1000) < 150, `got ${counts.join(", ")}`);
  });

  it("derivedSeed is a whole number above 0", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (parts) => {
        const seed = derivedSeed(...parts);
        assert.ok(Number.isInteger(seed) && seed > 0 && seed < 2 ** 31);
      }),
    );
  });
});
