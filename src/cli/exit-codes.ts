/** What the command line's exit code says. */
import type { Problem } from "../protocol/problem";
import type { Report } from "../protocol/report";

export const exitCodes = {
  ok: 0,
  /** A run failed, or there is a mistake in Transfer Lab. */
  failed: 1,
  /** The command, an experiment file, data or a model is not as it has to be. */
  badInput: 2,
  /** Training went well and brought less than the control it is compared with, for certain. */
  negativeTransfer: 3,
  /** Stopped by Ctrl-C or SIGTERM; a run can be resumed. */
  stopped: 130,
} as const;

export const exitCodesHelp = `
Exit codes:
  ${exitCodes.ok}    all went well
  ${exitCodes.failed}    a run failed
  ${exitCodes.badInput}    wrong command, experiment file, data or model
  ${exitCodes.negativeTransfer}    negative transfer: the control without transfer is better
  ${exitCodes.stopped}  stopped; "transfer-lab resume" goes on`;

/** Problems of these areas are not about what a person handed in. */
const notInput = ["engine", "files", "training", "cache", "download"];

export const codeOfProblem = ({ code }: Problem): number =>
  notInput.includes(code.split("/")[0] ?? "") ? exitCodes.failed : exitCodes.badInput;

export const codeOfVerdict = ({ kind }: Report["verdict"]): number =>
  kind === "negative" ? exitCodes.negativeTransfer : exitCodes.ok;
