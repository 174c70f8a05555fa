/** Another process with a record cache: what a test asks of it is a piece of JavaScript, what it answers are lines. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { repositoryRoot } from "../../support/paths";

const source = path.join(repositoryRoot, "src", "records", "record-cache.ts");

export interface CacheProcess {
  child: ChildProcess;
  /** Each is a value that the script has said. */
  lines: AsyncIterator<unknown>;
}

/**
 * Starts a process and opens a cache with nothing in its memory there.
 *
 * @param script sees `cache`, `problems` (what the cache said), `say(value)` and node's `fs`; it may await
 * @param wrapper a command that starts the command behind it, for example under a limit
 */
export function startCacheProcess(folder: string, script: string, wrapper: readonly string[] = []): CacheProcess {
  const program = `
    const { RecordCache } = require(${JSON.stringify(source)});
    const fs = require("node:fs");
    const say = (value) => console.log(JSON.stringify(value ?? null));
    const problems = [];
    const onProblem = (problem) => problems.push(problem);
    void (async () => {
      const cache = await RecordCache.open({ folder: ${JSON.stringify(folder)}, memoryBytes: 0, onProblem });
      ${script}
    })();`;
  const [command, ...args] = [...wrapper, process.execPath];
  const child = spawn(command, [...args, "--import=tsx", "-e", program], {
    cwd: repositoryRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, lines: linesOf(child) };
}

/** Starts a process and waits for its end. @returns what it said */
export async function askCacheProcess(
  folder: string,
  script: string,
  wrapper: readonly string[] = [],
): Promise<unknown[]> {
  const { lines } = startCacheProcess(folder, script, wrapper);
  const said: unknown[] = [];
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) said.push(line.value);
  return said;
}

/** Ends with the process; throws what it wrote to its error output if it ended badly, unless it was killed. */
async function* linesOf(child: ChildProcess): AsyncGenerator<unknown, void, void> {
  const { stdout, stderr } = child;
  assert.ok(stdout !== null && stderr !== null);
  const exited = once(child, "exit");
  const errors = text(stderr);
  for await (const line of createInterface({ input: stdout })) yield JSON.parse(line);
  await exited;
  if (child.exitCode !== 0 && child.signalCode === null) assert.fail(`the process failed: ${await errors}`);
}
