/** What TensorBoard itself reads in folders of event files. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { tool } from "../tools";

const eventsSchema = z.object({
  /** By tag: step and value, in the order of the file. */
  scalars: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
  texts: z.record(z.string(), z.array(z.string())),
});
export type ReadEvents = z.infer<typeof eventsSchema>;

export async function readEvents(folders: readonly string[]): Promise<ReadEvents[]> {
  const script = path.join(__dirname, "read_events.py");
  const { stdout } = await promisify(execFile)(tool("tensorboard"), [script, ...folders]);
  return z.array(eventsSchema).parse(JSON.parse(stdout));
}
