/** What a promise is rejected with. */
import assert from "node:assert/strict";
import { ProblemError, type Problem } from "../../../src/protocol/problem";

export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await rejectionOf(promise);
  assert.ok(error instanceof ProblemError, String(error));
  return error.problem;
}

export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail("the promise was fulfilled");
}
