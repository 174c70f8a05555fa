/** A client in a process of its own: starts the run of a folder, prints the engine's process id and stays. */
import { beginRun } from "./engine-run";

async function main(directory: string): Promise<void> {
  const run = await beginRun(directory);
  await run.rowNumber(1);
  process.stdout.write(`${run.engine.pid ?? ""}\n`);
}

void main(process.argv[2] ?? "");
