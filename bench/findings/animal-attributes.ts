/** Pictures of animals by Zoo's attributes: what a ready classifier of ImageNet says of them, and no picture to learn from. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { getSourceModel } from "../../src/client/get-source-model";
import { readyModels } from "../../src/client/ready-models";
import { readAttributeTable } from "../../src/data/semantics/attribute-table";
import { signaturesOf } from "../../src/data/semantics/signatures";
import { runFiles } from "../../src/runs/layout";
import type { Lab, LabRun } from "./lab";

/** Both name the table of the sample data "zoo": with what ImageNet has of the pictured animals, or without. */
export type AnimalTable = "attributes" | "attributes-unseen";

/** @param data folder of the sample data "zoo" */
export async function animalsRun(
  lab: Lab,
  data: string,
  table: AnimalTable,
  seeds: readonly number[],
): Promise<LabRun> {
  const [classifier] = readyModels;
  await getSourceModel(classifier, lab.folder);
  return lab.run({
    method: "zero-shot-attribute-database",
    source: { model: classifier.folder },
    target: { dataset: path.join(data, "pictures") },
    semantics: { attributes: path.join(data, `${table}.csv`) },
    options: { prediction: "indirect" },
    training: { seeds },
    controls: ["shuffled-attributes"],
  });
}

/** What the table says of each animal, as one text: animals with the same one are not told apart. */
export async function signaturesIn(data: string, animals: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = signaturesOf(await readAttributeTable("attributes.csv", data), animals);
  return new Map(animals.map((animal, index) => [animal, (rows[index] ?? []).join()]));
}

const rowSchema = z.object({ class: z.string(), "among the classes of the target": z.string() });

/** Share of the photographs that are taken for an animal with the right attributes, if not for the right animal; 0..1. */
export async function rightSignatures({ directory, report }: LabRun, data: string): Promise<number> {
  const signatures = await signaturesIn(data, report.classes);
  const file = path.join(runFiles(directory).model(report.trials[0]?.seed ?? 1), "predictions.csv");
  const rows = z.array(rowSchema).parse(parse(await readFile(file), { columns: true }));
  const right = rows.filter(
    (row) => signatures.get(row.class) === signatures.get(row["among the classes of the target"]),
  );
  return right.length / rows.length;
}
