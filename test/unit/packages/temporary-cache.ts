/** A cache folder of its own for every test of a suite, through the variable that people have too. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Call it inside `describe`. @returns the path of the current test's cache folder */
export function useTemporaryCache(): () => string {
  let folder = "";
  withEnvironment(() => ({ TRANSFER_LAB_CACHE: folder }), {
    before: async () => {
      folder = await mkdtemp(join(tmpdir(), "transfer-lab-"));
    },
    after: () => rm(folder, { recursive: true, force: true }),
  });
  return () => folder;
}

/** Sets environment variables for every test of a suite; undefined unsets. The old values come back afterwards. */
export function withEnvironment(
  variables: () => Record<string, string | undefined>,
  around: { before?: () => Promise<void>; after?: () => Promise<void> } = {},
): void {
  let previous: NodeJS.ProcessEnv = {};
  beforeEach(async () => {
    await around.before?.();
    const wanted = variables();
    previous = Object.fromEntries(Object.keys(wanted).map((name) => [name, process.env[name]]));
    assign(wanted);
  });
  afterEach(async () => {
    assign(previous);
    await around.after?.();
  });
}

function assign(variables: Readonly<NodeJS.ProcessEnv>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}
