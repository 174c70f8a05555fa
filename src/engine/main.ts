/** The engine process: says hello, takes one run, carries it out, and ends with its parent. */
import { PROTOCOL_VERSION, toEngineSchema, type FromEngine } from "../protocol/engine";
import { startBackend } from "../training/tf";
import { Session } from "./session";

function send(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}

async function main(): Promise<void> {
  if (process.send === undefined) {
    process.stderr.write("The engine is started by the editor or by `transfer-lab run`, not by hand.\n");
    process.exit(2);
  }
  process.on("disconnect", () => process.exit(0));
  const backend = await startBackend();
  const session = new Session(backend, send);
  process.on("message", (message) => {
    const request = toEngineSchema.safeParse(message);
    if (!request.success) throw new Error(`a message of the wrong form: ${request.error.message}`);
    void session.handle(request.data).then(() => {
      if (session.isOver) process.disconnect();
    });
  });
  send({ type: "hello", protocol: PROTOCOL_VERSION, backend: backend.name, version: backend.version });
}

void main();
