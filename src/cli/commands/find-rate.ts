import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { applyEdits } from "../../experiment/edit";
import { rateChoices } from "../../experiment/rate-choices";
import { rateFault } from "../../experiment/rate-fault";
import { groupTitle, ratesTable, rateText } from "../../experiment/rate-parts";
import { foundRatesSchema, type FoundRates } from "../../protocol/found-rates";
import { ProblemError } from "../../protocol/problem";
import { writing } from "../../runs/write-problem";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { loadExperiment } from "../load-experiment";
import { jsonOption, runtimeOption, threadsOption, type TrainingOptions } from "../options";
import { note, print, printJson, shortPath } from "../print";
import { partLines } from "../report-text";
import { carryOutStudy, validExperiment } from "../study";

export const findRateCommand = (): Command =>
  command("find-rate", "look for a learning rate: train with one that grows until the loss explodes, and keep nothing")
    .argument("<file>", "a *.transfer.json file")
    .option("--write", "write the rate that suits into the experiment file")
    .addOption(jsonOption("print what was found as a line of JSON"))
    .addOption(runtimeOption())
    .addOption(threadsOption())
    .action(exitWith(findRate));

async function findRate(
  file: string,
  { json = false, write = false, ...options }: TrainingOptions & { write?: boolean },
): Promise<number> {
  const experiment = await validExperiment(file);
  if (experiment === undefined) return exitCodes.badInput;
  const fault = rateFault(experiment);
  if (fault !== undefined) throw new ProblemError(fault);
  const found = await carryOutStudy({ study: "find-rates", experiment, result: foundRatesSchema }, options);
  if (json) printJson(found);
  else printRates(found);
  if (write) await writeRate(file, found);
  return exitCodes.ok;
}

function printRates(found: FoundRates): void {
  print(partLines(ratesTable(found)).join("\n"));
  for (const { group, verdict } of found.sweeps)
    if (verdict !== "found") note(`${groupTitle(group)}: the loss does not fall clearly at any rate.`);
  for (const { learningRate, copiedRate } of rateChoices(found)) {
    const copied = copiedRate === undefined ? "" : `, about ${rateText(copiedRate)} for copied layers`;
    print(`Possible: "learningRate": ${learningRate}${copied} (now ${found.learningRate})`);
  }
}

/** Of what suits new and copied layers, where both can be told; else what suits all. Comments stay. */
async function writeRate(named: string, found: FoundRates): Promise<void> {
  const choices = rateChoices(found);
  const choice = choices.find(({ id }) => id === "groups") ?? choices[0];
  if (choice === undefined) {
    note("Nothing was suggested, so the file is left as it is.");
    return;
  }
  const { file, text } = await loadExperiment(named);
  await writing(file, () => writeFile(file, applyEdits(text, choice.edits)));
  note(`${shortPath(file)} has the learning rate ${choice.learningRate} now.`);
}
