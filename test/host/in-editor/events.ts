/**
 * What the suite inside the extension host tells the process that waits for it: one JSON object a line, appended to
 * the file that {@link eventsVariable} names.
 */
import { appendFileSync } from "node:fs";
import { z } from "zod";

/** Environment variable with the path of the events file. */
export const eventsVariable = "TRANSFER_LAB_SUITE_EVENTS";

export const suiteEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("pass"), title: z.string(), ms: z.number() }),
  z.object({ type: z.literal("fail"), title: z.string(), error: z.string() }),
  z.object({ type: z.literal("note"), text: z.string() }),
  /** The last one. `error` says why mocha could not run. */
  z.object({ type: z.literal("end"), error: z.string().optional() }),
]);

export type SuiteEvent = z.infer<typeof suiteEventSchema>;

export function tell(event: SuiteEvent): void {
  const file = process.env[eventsVariable];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(event)}\n`);
}

/** Prints a measurement among the results of the suite. */
export function note(text: string): void {
  tell({ type: "note", text });
}
