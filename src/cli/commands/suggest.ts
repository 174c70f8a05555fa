import type { Command } from "commander";
import { gatherFacts } from "../../client/experiment-facts";
import { hindsight } from "../../experiment/advice/hindsight";
import { situationOf, type Situation } from "../../experiment/advice/situation";
import { suggestMethods, type Suggestion } from "../../experiment/advice/suggest-methods";
import { situationText } from "../../experiment/advice/suggestion-table";
import { methods } from "../../methods";
import { COMPARED_EXAMPLES, shiftResultSchema } from "../../protocol/advice";
import { keepAdvice } from "../../runs/advice-file";
import { outcomesOf } from "../../runs/advice-outcomes";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { jsonOption, runtimeOption, threadsOption, type TrainingOptions } from "../options";
import { print, printJson } from "../print";
import { carryOutStudy, validExperiment } from "../study";

export const suggestCommand = (): Command =>
  command("suggest", "say which methods suit the data of an experiment, and why")
    .argument("<file>", "a *.transfer.json file")
    .addOption(jsonOption("print each method as a line of JSON"))
    .addOption(runtimeOption())
    .addOption(threadsOption())
    .action(exitWith(suggest));

async function suggest(file: string, { json = false, ...options }: TrainingOptions): Promise<number> {
  const experiment = await validExperiment(file);
  if (experiment === undefined) return exitCodes.badInput;
  const asked = { study: "measure-shift", experiment, options: { examples: COMPARED_EXAMPLES } };
  const { shift } = await carryOutStudy({ ...asked, result: shiftResultSchema }, options);
  const situation = situationOf(experiment, await gatherFacts(experiment), shift ?? undefined);
  const suggestions = suggestMethods(situation, methods);
  if (json) for (const suggestion of suggestions) printJson(suggestion);
  else printSuggestions(situation, suggestions);
  const ranked = suggestions.map(({ method, title }) => ({ id: method, title }));
  const outcomes = await outcomesOf(experiment, "methods");
  const advice = await keepAdvice(experiment.file, { kind: "methods", ranked, outcomes });
  if (!json) for (const sentence of hindsight(advice)) print(`\n${sentence}`);
  return exitCodes.ok;
}

function printSuggestions(situation: Situation, suggestions: readonly Suggestion[]): void {
  print(situationText(situation));
  for (const [index, { method, title, reasons, lacks }] of suggestions.entries()) {
    print(`\n${index + 1}. ${title} ("method": "${method}")`);
    for (const sentence of reasons) print(`   ${sentence}`);
    for (const sentence of lacks) print(`   First: ${sentence}`);
  }
}
