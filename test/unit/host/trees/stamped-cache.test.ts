import assert from "node:assert/strict";
import { StampedCache } from "../../../../src/host/trees/stamped-cache";

describe("StampedCache", () => {
  const counting = () => {
    let looks = 0;
    return { look: () => Promise.resolve((looks += 1)), looks: () => looks };
  };

  it("looks once for a stamp, and again for another", async () => {
    const cache = new StampedCache<number>(5);
    const { look } = counting();
    assert.equal(await cache.get("a", "1", look), 1);
    assert.equal(await cache.get("a", "1", look), 1);
    assert.equal(await cache.get("a", "2", look), 2);
    assert.equal(await cache.get("b", "2", look), 3);
  });

  it("does not keep a failure", async () => {
    const cache = new StampedCache<number>(5);
    await assert.rejects(cache.get("a", "1", () => Promise.reject(new Error("no"))));
    assert.equal(await cache.get("a", "1", () => Promise.resolve(7)), 7);
  });

  it("forgets what was not asked for longest", async () => {
    const cache = new StampedCache<number>(2);
    const { look, looks } = counting();
    for (const key of ["a", "b", "a", "c", "a"]) await cache.get(key, "1", look);
    assert.equal(looks(), 3);
    await cache.get("b", "1", look);
    assert.equal(looks(), 4);
  });
});
