/** Runs a whole program, from its start to its end, and takes its time and its memory. */
import { spawn } from "node:child_process";
import type { PeerCommand } from "./peer";
import { peakMiBOf, processTree } from "./process-memory";

export interface ProgramResult {
  /** From start to end. */
  seconds: number;
  /** Peak memory of the process in its tree that took most, MiB; undefined where the platform does not tell. */
  peakMiB: number | undefined;
  /** From start to the line at which it was asked to stop. */
  secondsUntilStop?: number;
  /** Lines of its standard output. */
  lines: string[];
}

export interface ProgramOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Called for each line of standard output; once it returns true, the program is asked to stop and may end badly. */
  stopAt?: (line: string) => boolean;
}

/** How often memory is looked at; the kernel keeps the peak, so only what comes in the last moments can be missed. */
const LOOK_EVERY_MS = 200;
/** Characters of standard error that a message shows. */
const SHOWN = 2_000;

/** @throws Error where the program ends with another exit code than 0, with what it said last */
export async function runProgram(
  { command, args, env }: PeerCommand,
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const start = performance.now();
  const child = spawn(command, args, {
    env: { ...env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const lines: string[] = [];
  const stop: { seconds?: number } = {};
  const onLine = (line: string): void => {
    lines.push(line);
    if (stop.seconds !== undefined || options.stopAt?.(line) !== true) return;
    stop.seconds = (performance.now() - start) / 1000;
    child.kill("SIGINT");
  };
  const rest = splitLines(child.stdout, onLine);
  let lastWords = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-SHOWN);
  });
  let peakMiB: number | undefined;
  const look = (): void => {
    for (const pid of child.pid === undefined ? [] : processTree(child.pid)) {
      const peak = peakMiBOf(pid);
      if (peak !== undefined) peakMiB = Math.max(peakMiB ?? 0, peak);
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => {
    clearInterval(timer);
  });
  const seconds = (performance.now() - start) / 1000;
  rest();
  if (code !== 0 && stop.seconds === undefined)
    throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${lastWords}`);
  return { seconds, peakMiB, lines, ...(stop.seconds !== undefined && { secondsUntilStop: stop.seconds }) };
}

/** @returns a function that hands over what came after the last line break */
function splitLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => void {
  let part = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const pieces = (part + text).split("\n");
    part = pieces.pop() ?? "";
    pieces.forEach(onLine);
  });
  return () => {
    if (part !== "") onLine(part);
  };
}
