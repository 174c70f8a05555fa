import path from "node:path";
import type { Command } from "commander";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { interruptible } from "../interrupt";
import { print, shellWord } from "../print";
import { withProgress } from "../task-progress";

export const sampleCommand = (): Command =>
  command("sample", "make a workspace with real data and ready experiments")
    .argument("<folder>", "made where it is missing; files that are there stay as they are")
    .action(exitWith(sample));

async function sample(named: string): Promise<number> {
  const folder = path.resolve(named);
  // Loaded when needed: it brings a picture encoder with it.
  const { createSampleWorkspace } = await import("../../sample/create-sample-workspace");
  await interruptible((signal) => withProgress((onProgress) => createSampleWorkspace(folder, { onProgress, signal })));
  print(`Try: transfer-lab run ${shellWord(path.join(named, "fine-tuning.transfer.json"))}`);
  return exitCodes.ok;
}
