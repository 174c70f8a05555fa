/** Options that several commands have. */
import { InvalidArgumentError, Option } from "commander";

export interface TrainingOptions {
  json?: boolean;
  runtime?: string;
  threads?: number;
  tensorboard?: boolean;
}

export const jsonOption = (what: string): Option => new Option("--json", what);

export const runtimeOption = (): Option =>
  new Option("--runtime <path>", "a native binding or the folder of one, instead of the installed runtime");

export const tensorBoardOption = (): Option =>
  new Option("--tensorboard", "also write event files for TensorBoard, into the folder tensorboard of the run");

export const threadsOption = (): Option =>
  new Option("--threads <count>", "threads to compute with; other numbers of threads give other last bits").argParser(
    positiveInteger,
  );

function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be an integer of 1 or above.");
}
