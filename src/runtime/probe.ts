/** Finds out whether a native binding really loads here, in a process of its own that a crash may take down. */
import { z } from "zod";
import { runCommand } from "../packages/command";

const script = "process.stdout.write(JSON.stringify(require(process.argv[1]).TF_Version))";

type Probe = { loads: true; tensorflow: string } | { loads: false; reason: string };

/** @param binding absolute path of `tfjs_binding.node` */
export async function probeBinding(binding: string, signal?: AbortSignal): Promise<Probe> {
  const { ok, stdout, stderr } = await runCommand(process.execPath, ["-e", script, binding], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", TF_CPP_MIN_LOG_LEVEL: "3" },
    signal,
  });
  if (ok) return { loads: true, tensorflow: z.string().parse(JSON.parse(stdout)) };
  return { loads: false, reason: /^(?:\w*Error: )(.+)$/m.exec(stderr)?.[1] ?? stderr };
}
