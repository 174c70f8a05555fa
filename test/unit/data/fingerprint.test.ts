import assert from "node:assert/strict";
import { fingerprint } from "../../../src/data/fingerprint";

describe("fingerprint", () => {
  it("is the SHA-256 of each part after its length", () => {
    // printf '3:cat2:\x01\x02' | sha256sum
    assert.equal(
      fingerprint(["cat", Uint8Array.of(1, 2)]),
      "6e85d05d4a176235ed10015792afca6466a38fe10e8632f8a0859c098ebdb7cd",
    );
  });

  it("tells apart parts that are cut differently", () => {
    assert.notEqual(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
  });

  it("sees only the viewed part of a buffer", () => {
    const whole = Float32Array.of(1, 2, 3);
    assert.equal(fingerprint([whole.subarray(1)]), fingerprint([Float32Array.of(2, 3)]));
  });
});
