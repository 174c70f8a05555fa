import path from "node:path";
import { Argument, type Command } from "commander";
import { getSourceModel } from "../../client/get-source-model";
import { readyModels } from "../../client/ready-models";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { interruptible } from "../interrupt";
import { print, shortPath } from "../print";
import { withProgress } from "../task-progress";

const listText = readyModels
  .map(({ id, title, megabytes, licence, folder }) => {
    const size = `${megabytes.download} MB to download, ${megabytes.installed} MB on the disk`;
    return `  ${id}\n    ${title}\n    into ${folder}; ${size}; licence ${licence}`;
  })
  .join("\n");

export const getCommand = (): Command =>
  command("get", "put a ready source model or word vectors into the folder of a project")
    .addArgument(new Argument("<name>", "what to get").choices(readyModels.map(({ id }) => id)))
    .argument("[folder]", "of the project, where the experiment files are", ".")
    .addHelpText("after", `\nTo get:\n${listText}`)
    .action(exitWith(get));

async function get(name: string, project: string): Promise<number> {
  for (const model of readyModels) {
    if (model.id !== name) continue;
    const { folder, wasThere } = await interruptible((signal) =>
      withProgress((onProgress) => getSourceModel(model, path.resolve(project), { onProgress, signal })),
    );
    print(`${shortPath(folder)} ${wasThere ? "is there already" : "is ready"}. In an experiment file: ${model.use}`);
    print(`From: ${model.source}. Licence: ${model.licence}.`);
  }
  return exitCodes.ok;
}
