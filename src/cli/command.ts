/** What all commands share: how they are made, and what becomes of an error. */
import { Command } from "commander";
import { ProblemError } from "../protocol/problem";
import { codeOfProblem, exitCodes } from "./exit-codes";
import { note, printProblem } from "./print";

/** A command whose wrong use comes back as an exception rather than ending the process. */
export const command = (name: string, description: string): Command =>
  new Command(name).description(description).exitOverride();

/**
 * Makes the handler of a command: its result becomes the exit code.
 *
 * @param action returns the exit code
 */
export const exitWith =
  <A extends unknown[]>(action: (...args: A) => Promise<number>) =>
  async (...args: A): Promise<void> => {
    try {
      process.exitCode = await action(...args);
    } catch (error) {
      process.exitCode = report(error);
    }
  };

/** @returns the exit code */
export function report(error: unknown): number {
  if (error instanceof ProblemError) {
    printProblem(error.problem);
    return codeOfProblem(error.problem);
  }
  if (error instanceof Error && error.name === "AbortError") {
    note("Stopped.");
    return exitCodes.stopped;
  }
  note(`This is a mistake in Transfer Lab; please report it with this text:\n${String(stackOf(error))}`);
  return exitCodes.failed;
}

const stackOf = (error: unknown): unknown => (error instanceof Error ? (error.stack ?? error.message) : error);
