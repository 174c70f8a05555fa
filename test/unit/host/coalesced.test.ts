import assert from "node:assert/strict";
import { Coalesced } from "../../../src/host/coalesced";

const fail = (error: unknown): never => {
  throw error;
};

describe("Coalesced", () => {
  it("runs once for calls that come together", async () => {
    let runs = 0;
    const done = new Promise<void>((resolve) => {
      const coalesced = new Coalesced(
        0,
        () => {
          runs += 1;
          resolve();
          return Promise.resolve();
        },
        fail,
      );
      coalesced.request();
      coalesced.request();
    });
    await done;
    assert.equal(runs, 1);
  });

  it("runs again, and never twice at a time, for a call during a run", async () => {
    let atOnce = 0;
    let runs = 0;
    await new Promise<void>((resolve) => {
      const coalesced: Coalesced = new Coalesced(
        0,
        async () => {
          atOnce += 1;
          assert.equal(atOnce, 1);
          runs += 1;
          if (runs === 1) coalesced.request();
          await Promise.resolve();
          atOnce -= 1;
          if (runs === 2) resolve();
        },
        fail,
      );
      coalesced.request();
    });
    assert.equal(runs, 2);
  });

  it("hands a failure on, and runs again when asked", async () => {
    const errors: unknown[] = [];
    let runs = 0;
    await new Promise<void>((resolve) => {
      const coalesced: Coalesced = new Coalesced(
        0,
        () => {
          runs += 1;
          if (runs === 1) return Promise.reject(new Error("first"));
          resolve();
          return Promise.resolve();
        },
        (error) => {
          errors.push(error);
          setImmediate(() => {
            coalesced.request();
          });
        },
      );
      coalesced.request();
    });
    assert.deepEqual(errors.map(String), ["Error: first"]);
  });
});
