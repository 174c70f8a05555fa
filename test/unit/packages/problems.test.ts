import assert from "node:assert/strict";
import { fileFailure, reasonOf } from "../../../src/packages/problems";
import { ProblemError } from "../../../src/protocol/problem";

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe("fileFailure", () => {
  it("says how to go on when the disk is full", () => {
    const failure = fileFailure(systemError("ENOSPC"), "/cache/file");
    assert.ok(failure instanceof ProblemError);
    assert.equal(
      failure.message,
      "/cache/file: the disk is full; free some space, or set TRANSFER_LAB_CACHE to a folder on another disk",
    );
  });

  it("says how to go on without write permission", () => {
    const failure = fileFailure(systemError("EACCES"), "/cache/file");
    assert.ok(failure instanceof ProblemError);
    assert.equal(
      failure.message,
      "/cache/file: cannot be written; allow writing there, or set TRANSFER_LAB_CACHE to a folder of your own",
    );
  });

  it("leaves every other error as it is", () => {
    const error = systemError("EIO");
    assert.equal(fileFailure(error, "/cache/file"), error);
  });
});

describe("reasonOf", () => {
  it("gives the innermost cause", () => {
    const inner = new Error("connection refused");
    assert.equal(reasonOf(new TypeError("fetch failed", { cause: new AggregateError([inner]) })), "connection refused");
  });
});
