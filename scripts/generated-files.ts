/** The files of this project that follow from the list of methods. */
import { format } from "prettier";
import { experimentSchemaJson } from "../src/experiment/schema";
import { manifestOf, manifestTexts } from "../src/host/manifest";
import { methods } from "../src/methods";

/**
 * @param packageJson the present content of package.json; all but the generated sections is kept
 * @returns content by path from the project's root
 */
export async function generatedFiles(packageJson: string): Promise<ReadonlyMap<string, string>> {
  const manifest = { ...(JSON.parse(packageJson) as Record<string, unknown>), ...manifestOf(methods) };
  const pretty = (value: unknown, file: string) => format(JSON.stringify(value), { filepath: file, printWidth: 120 });
  return new Map([
    ["package.json", await pretty(manifest, "package.json")],
    ["package.nls.json", await pretty(manifestTexts(methods), "package.nls.json")],
    ["media/experiment.schema.json", `${JSON.stringify(experimentSchemaJson(), null, 2)}\n`],
  ]);
}
