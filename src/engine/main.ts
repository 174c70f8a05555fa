/** The engine process: says hello, takes one run, carries it out, and ends with its parent. */
import { PROTOCOL_VERSION, toEngineSchema } from "../protocol/engine";
import { startBackend } from "../training/backend";
import { Channel } from "./channel";
import { Session } from "./session";

async function main(): Promise<void> {
  if (process.send === undefined) {
    process.stderr.write("The engine is started by the editor or by `transfer-lab run`, not by hand.\n");
    process.exit(2);
  }
  process.on("disconnect", () => process.exit(0));
  const backend = await startBackend();
  const channel = new Channel();
  const session = new Session(backend, (message) => {
    channel.send(message);
  });
  process.on("message", (message) => {
    const request = toEngineSchema.safeParse(message);
    if (!request.success) throw new Error(`a message of the wrong form: ${request.error.message}`);
    void session.handle(request.data).then(() => {
      if (session.isOver) return channel.close();
    });
  });
  channel.send({ type: "hello", protocol: PROTOCOL_VERSION, backend: backend.name, version: backend.version });
}

void main();
