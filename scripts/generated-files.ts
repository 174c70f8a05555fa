/** The files of this project that follow from the list of methods. */
import { format } from "prettier";
import { experimentSchemaJson } from "../src/experiment/schema";
import { manifestOf, manifestTexts } from "../src/host/manifest";
import { methods } from "../src/methods";

const GERMAN = "package.nls.de.json";

/**
 * @param read gives the present content of a file, by its path from the project's root: all but the generated sections of
 *   package.json is kept, and so are the German texts, of which only those of the methods' own commands are generated
 * @returns content by path from the project's root
 */
export async function generatedFiles(read: (file: string) => Promise<string>): Promise<ReadonlyMap<string, string>> {
  const manifest = { ...parse(await read("package.json")), ...manifestOf(methods) };
  const german = { ...parse(await read(GERMAN)), ...germanCommands() };
  const pretty = (value: unknown, file: string) => format(JSON.stringify(value), { filepath: file, printWidth: 120 });
  return new Map([
    ["package.json", await pretty(manifest, "package.json")],
    ["package.nls.json", await pretty(manifestTexts(methods), "package.nls.json")],
    [GERMAN, await pretty(german, GERMAN)],
    ["media/experiment.schema.json", `${JSON.stringify(experimentSchemaJson(), null, 2)}\n`],
  ]);
}

const parse = (json: string) => JSON.parse(json) as Record<string, unknown>;

/** Methods go by the names that their papers gave them, in every language. */
const germanCommands = () =>
  Object.fromEntries(methods.map(({ id, title }) => [`command.new.${id}`, `Neues Experiment: ${title}`]));
