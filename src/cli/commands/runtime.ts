import type { Command } from "commander";
import { installRuntime } from "../../runtime/install";
import { resolveRuntime } from "../../runtime/resolve";
import type { Runtime } from "../../runtime/runtime";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { interruptible } from "../interrupt";
import { runtimeOption } from "../options";
import { durationText, print } from "../print";
import { withProgress } from "../task-progress";

export const runtimeCommand = (): Command =>
  command("runtime", "the training runtime: native TensorFlow, installed once for all projects")
    .addCommand(command("install", "install it; Ctrl-C interrupts, and a later call goes on").action(exitWith(install)))
    .addCommand(
      command("status", "say which one is used, and why").addOption(runtimeOption()).action(exitWith(status)),
    );

async function install(): Promise<number> {
  const start = performance.now();
  const runtime = await interruptible((signal) => withProgress((onProgress) => installRuntime({ onProgress, signal })));
  print(`${runtimeText(runtime)} (${durationText(performance.now() - start)})`);
  return exitCodes.ok;
}

async function status({ runtime }: { runtime?: string }): Promise<number> {
  const resolved = await resolveRuntime({ setting: runtime });
  print(runtimeText(resolved));
  return resolved.kind === "native" ? exitCodes.ok : exitCodes.failed;
}

const runtimeText = (runtime: Runtime): string =>
  runtime.kind === "native"
    ? `TensorFlow ${runtime.tensorflow}: ${runtime.binding}`
    : `JavaScript, many times slower than TensorFlow. ${runtime.why.join(" ")} Install it with: transfer-lab runtime install`;
