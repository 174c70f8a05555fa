import path from "node:path";
import { Option, type Command } from "commander";
import { samples } from "../../sample/samples";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { interruptible } from "../interrupt";
import { print, shellWord } from "../print";
import { withProgress } from "../task-progress";

interface SampleOptions {
  /** Id of a sample. */
  method: string;
}

export const sampleCommand = (): Command =>
  command("sample", "make a workspace with real data and ready experiments")
    .argument("<folder>", "made where it is missing; files that are there stay as they are")
    .addOption(
      new Option("--method <id>", "whose sample to make").choices(samples.map(({ id }) => id)).default(samples[0].id),
    )
    .action(exitWith(makeSample));

async function makeSample(named: string, { method }: SampleOptions): Promise<number> {
  const folder = path.resolve(named);
  const chosen = samples.filter(({ id }) => id === method);
  // Loaded when needed: it brings a picture encoder with it.
  const { createSampleWorkspace } = await import("../../sample/create-sample-workspace");
  await interruptible((signal) =>
    withProgress((onProgress) => createSampleWorkspace(folder, { samples: chosen, onProgress, signal })),
  );
  const [first = ""] = chosen.flatMap(({ files }) => Object.keys(files));
  print(`Try: transfer-lab run ${shellWord(path.join(named, first))}`);
  return exitCodes.ok;
}
