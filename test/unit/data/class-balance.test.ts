import assert from "node:assert/strict";
import { classBalance } from "../../../src/data/class-balance";

const counts = (...numbers: number[]) => numbers.map((count, index) => ({ name: `c${index}`, count }));

describe("classBalance", () => {
  it("is content with classes that differ by less than ten times", () => {
    assert.deepEqual(classBalance(counts(19, 2, 10)), { total: 31, single: [] });
  });

  it("names the largest and the smallest class from ten times on", () => {
    const { uneven } = classBalance(counts(20, 2, 5));
    assert.deepEqual(uneven, { largest: { name: "c0", count: 20 }, smallest: { name: "c1", count: 2 } });
  });

  it("names classes with one example, and none where there are no classes", () => {
    assert.deepEqual(classBalance(counts(1, 2, 1)).single, ["c0", "c2"]);
    assert.deepEqual(classBalance([]), { total: 0, single: [] });
  });

  it("a class without examples is uneven beside any other", () => {
    assert.equal(classBalance(counts(3, 0)).uneven?.smallest.name, "c1");
    assert.equal(classBalance(counts(0, 0)).uneven, undefined);
  });
});
