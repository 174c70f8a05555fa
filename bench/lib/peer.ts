/**
 * A contestant: a process that stays up and answers one line of JSON on its standard output for each line on its
 * standard input, so that rounds can go from one contestant to the next. What else it prints goes to standard error.
 */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import { peakMiBOf } from "./process-memory";

export interface PeerCommand {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

const failureSchema = z.object({ error: z.string() });
/** Characters of standard error that a message shows. */
const SHOWN = 2_000;

export class Peer {
  private readonly answers: AsyncIterator<string>;
  private lastWords = "";

  private constructor(
    readonly title: string,
    private readonly child: ChildProcessWithoutNullStreams,
  ) {
    this.answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-SHOWN);
    });
    // A peer that has died is told of by the answer that does not come.
    child.stdin.on("error", () => undefined);
  }

  static start(title: string, { command, args, env }: PeerCommand): Peer {
    return new Peer(title, spawn(command, args, { env, stdio: "pipe" }));
  }

  /** @throws Error where the peer failed or ended, with what it said last */
  async ask<T>(request: object, answer: z.ZodType<T>): Promise<T> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await this.answers.next();
    if (line.done === true) throw new Error(`${this.title} ended without an answer:\n${this.lastWords}`);
    const value: unknown = JSON.parse(line.value);
    const failure = failureSchema.safeParse(value);
    if (failure.success) throw new Error(`${this.title} failed:\n${failure.data.error}`);
    return answer.parse(value);
  }

  /** Peak resident memory so far, MiB; undefined where the platform does not tell. */
  peakMiB(): number | undefined {
    return this.child.pid === undefined ? undefined : peakMiBOf(this.child.pid);
  }

  /** Ends the process and waits until it has gone. */
  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }
}
