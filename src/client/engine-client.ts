/**
 * A client's end of the engine protocol (protocol/engine.ts). Every request is answered or rejected, and a run or study that
 * was started ends exactly once: by the engine's own word, or because its process is gone, which then says why.
 */
import type { ChildProcess } from "node:child_process";
import { fromEngineSchema, PROTOCOL_VERSION, type FromEngine, type ToEngine } from "../protocol/engine";
import { ProblemError, type Problem } from "../protocol/problem";
import { markFailed } from "./mark-failed";
import { EngineEmitter, type EngineEvents, type Subscription } from "./engine-events";
import { spawnEngine, type EngineOptions } from "./engine-process";
import { LastLines } from "./last-lines";

type Hello = Extract<FromEngine, { type: "hello" }>;
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
export type EngineRequest = WithoutId<ToEngine>;

const defaultHelloTimeoutMs = 60_000;
const defaultGraceMs = 10_000;
const keptLines = 20;

/**
 * Starts an engine and waits for its hello.
 *
 * @throws ProblemError `engine/not-started`, `engine/silent`, `engine/wrong-version`
 */
export async function startEngine(options: EngineOptions): Promise<EngineClient> {
  const client = new EngineClient(spawnEngine(options), options.enginePath);
  try {
    await client.ready(options.helloTimeoutMs ?? defaultHelloTimeoutMs);
    return client;
  } catch (error) {
    client.dispose();
    throw error;
  }
}

interface Waiting {
  resolve: () => void;
  reject: (reason: ProblemError) => void;
}

export class EngineClient {
  readonly #child: ChildProcess;
  readonly #enginePath: string;
  readonly #events = new EngineEmitter();
  readonly #waiting = new Map<number, Waiting>();
  readonly #output = new LastLines(keptLines);
  readonly #closed: Promise<void>;
  #hello: Hello | undefined;
  #onHello: Waiting | undefined;
  #lastId = 0;
  #runDirectory: string | undefined;
  #accepted = false;
  /** Why nothing can be asked any more. */
  #gone: Problem | undefined;

  constructor(child: ChildProcess, enginePath: string) {
    this.#child = child;
    this.#enginePath = enginePath;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#output.add(text);
    });
    child.on("message", (message) => {
      this.#receive(message);
    });
    this.#closed = new Promise((resolve) => {
      child.once("error", (error) => {
        void this.#end(`cannot be started: ${error.message}`).then(resolve);
      });
      child.once("close", (code, signal) => {
        void this.#end(signal === null ? `ended with exit code ${code ?? 0}` : `was ended by ${signal}`).then(resolve);
      });
    });
  }

  /** The engine's process. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** `tensorflow` for the native runtime, `cpu` for the JavaScript backend; and its version. */
  get backend(): { name: string; version: string } {
    return { name: this.#hello?.backend ?? "", version: this.#hello?.version ?? "" };
  }

  /** Resolves once the process is gone, and everything it left to do is done. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  readonly onRow = this.#subscriber("row");
  readonly onStage = this.#subscriber("stage");
  readonly onState = this.#subscriber("state");
  readonly onWarning = this.#subscriber("warning");
  /**
   * Exactly one of these is called for a run or study that the engine accepted, once; `onStudied` only for a study. None is
   * for one that it refused, whose request is rejected, nor after `dispose`.
   */
  readonly onStudied = this.#subscriber("studied");
  readonly onEnded = this.#subscriber("ended");
  readonly onFailed = this.#subscriber("failed");

  /**
   * Sends a request and waits for its answer. A new run that is refused is written down as failed.
   *
   * @throws ProblemError what the engine answered, or why it is gone
   */
  async request(message: EngineRequest): Promise<void> {
    if (message.type !== "run" && message.type !== "resume" && message.type !== "study") return this.#send(message);
    if (message.type !== "study") this.#runDirectory = message.runDirectory;
    try {
      await this.#send(message);
      this.#accepted = true;
    } catch (error) {
      this.#events.close();
      if (error instanceof ProblemError && message.type === "run")
        await markFailed(message.runDirectory, error.problem, this.#child.pid);
      throw error;
    }
  }

  async #send(message: EngineRequest): Promise<void> {
    if (this.#gone !== undefined) throw new ProblemError(this.#gone);
    const id = ++this.#lastId;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // A failure to send means that the process is ending; `close` then answers every request with the reason.
      this.#child.send({ ...message, id } satisfies ToEngine, () => undefined);
    });
  }

  /** Waits for the process to end, as it does by itself after its run; one that does not is ended. */
  async close(graceMs = defaultGraceMs): Promise<void> {
    const timer = setTimeout(() => {
      this.dispose();
    }, graceMs);
    await this.#closed;
    clearTimeout(timer);
  }

  /** Ends the process at once. A run that was going on is `interrupted` and can be resumed. */
  dispose(): void {
    this.#events.close();
    this.#child.kill("SIGKILL");
  }

  /** @throws ProblemError unless the engine says hello in time, in this version of the protocol */
  async ready(timeoutMs: number): Promise<void> {
    const timer = setTimeout(() => {
      this.#onHello?.reject(
        this.#error("engine/silent", `said nothing for ${timeoutMs / 1000} s after its start; run the doctor command`),
      );
    }, timeoutMs);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#onHello = { resolve, reject };
      });
    } finally {
      clearTimeout(timer);
      this.#onHello = undefined;
    }
  }

  #subscriber<K extends keyof EngineEvents>(event: K): (listener: (value: EngineEvents[K]) => void) => Subscription {
    return (listener) => this.#events.on(event, listener);
  }

  #receive(raw: unknown): void {
    const decoded = fromEngineSchema.safeParse(raw);
    if (!decoded.success) {
      // A hello of another version may have another form; everything else in a wrong form is a bug worth seeing.
      this.#output.add(`message of an unknown form: ${JSON.stringify(raw).slice(0, 200)}\n`);
      return;
    }
    const message = decoded.data;
    switch (message.type) {
      case "hello":
        this.#greet(message);
        break;
      case "reply":
        this.#answer(message.id, message.problem);
        break;
      case "studied":
        this.#events.emit("studied", message.result);
        break;
      case "ended":
        this.#events.emit("ended", message.reason);
        break;
      case "row":
        this.#events.emit("row", message.row);
        break;
      case "stage":
        this.#events.emit("stage", message.stage);
        break;
      case "state":
        this.#events.emit("state", message.state);
        break;
      case "warning":
      case "failed":
        this.#events.emit(message.type, message.problem);
        break;
    }
  }

  #greet(hello: Hello): void {
    if (hello.protocol === PROTOCOL_VERSION) {
      this.#hello = hello;
      this.#onHello?.resolve();
      return;
    }
    this.#onHello?.reject(
      this.#error(
        "engine/wrong-version",
        `speaks protocol version ${hello.protocol}, and this part of Transfer Lab version ${PROTOCOL_VERSION}; build or install both again from one release`,
      ),
    );
  }

  #answer(id: number, problem: Problem | undefined): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (problem === undefined) waiting?.resolve();
    else waiting?.reject(new ProblemError(problem));
  }

  async #end(how: string): Promise<void> {
    if (this.#gone !== undefined) return;
    const said = this.#output.text;
    const { problem } = this.#error(
      this.#hello === undefined ? "engine/not-started" : "engine/crashed",
      `${how}${said === "" ? " and said nothing" : `; its last lines were:\n${said}`}`,
    );
    this.#gone = problem;
    if (this.#accepted && !this.#events.over) {
      if (this.#runDirectory !== undefined) await markFailed(this.#runDirectory, problem, this.#child.pid);
      this.#events.emit("failed", problem);
    }
    this.#onHello?.reject(new ProblemError(problem));
    for (const { reject } of this.#waiting.values()) reject(new ProblemError(problem));
    this.#waiting.clear();
  }

  #error(code: string, what: string): ProblemError {
    return new ProblemError({
      severity: "error",
      code,
      file: this.#runDirectory ?? this.#enginePath,
      message: `the training engine ${what}`,
    });
  }
}
