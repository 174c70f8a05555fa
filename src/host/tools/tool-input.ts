/** What a language model hands to a tool: the experiment file that it means. */
import { z } from "zod";

const toolInputSchema = z.object({ file: z.string().min(1) });

/** @returns the file as it was named; nothing where the input is of another form */
export function readToolInput(input: unknown): string | undefined {
  return toolInputSchema.safeParse(input).data?.file;
}
