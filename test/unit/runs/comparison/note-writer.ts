/** Another window: writes ten notes, one after the other. Arguments: the folder, and a name. */
import { changeNotes } from "../../../../src/runs/comparison/notes";

async function main(): Promise<void> {
  const [folder = "", name = ""] = process.argv.slice(2);
  for (let index = 0; index < 10; index++) await changeNotes(folder, [`${name}-${index}`], { note: name });
}

void main();
