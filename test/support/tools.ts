/** The programs that `scripts/tools.mjs` installed into the per-user cache. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { cacheDirectory } from "../../src/packages/cache";

const toolsSchema = z.object({
  chromium: z.string().optional(),
  editor: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("vscode"), executable: z.string() }),
      z.object({ kind: z.literal("code-server"), node: z.string(), entry: z.string() }),
    ])
    .optional(),
  /** A Python that has it. */
  tensorboard: z.string().optional(),
});

type Tools = z.infer<typeof toolsSchema>;

/** @throws Error that names the command to run, where the tool is not installed */
export function tool<Name extends keyof Tools>(name: Name): NonNullable<Tools[Name]> {
  const file = path.join(cacheDirectory(), "tools", "tools.json");
  const found = existsSync(file) ? toolsSchema.parse(JSON.parse(readFileSync(file, "utf8")))[name] : undefined;
  if (found === undefined) throw new Error(`${name} is not installed; run: node scripts/tools.mjs ${name}`);
  return found;
}
