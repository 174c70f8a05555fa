/** The training runtime of a command, with a visible warning where it is the slow one. */
import type { Runtime } from "../runtime/runtime";
import { resolveRuntime } from "../runtime/resolve";
import { printProblem } from "./print";

/** @param setting a runtime that the person named; the installed one if left out */
export async function chooseRuntime(setting?: string): Promise<Runtime> {
  const runtime = await resolveRuntime({ setting });
  if (runtime.kind === "javascript") {
    printProblem({
      severity: "warning",
      code: "runtime/javascript",
      file: "training runtime",
      message: `training uses JavaScript, many times slower than TensorFlow. ${runtime.why.join(" ")} Install it with: transfer-lab runtime install`,
    });
  }
  return runtime;
}
