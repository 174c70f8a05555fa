import type { Command } from "commander";
import { findSourceCandidates } from "../../client/source-candidates";
import { hindsight } from "../../experiment/advice/hindsight";
import { rankingTable, reasonFor } from "../../experiment/advice/ranking-table";
import type { Experiment } from "../../experiment/types";
import { RANKED_EXAMPLES, sourceRankingSchema, type SourceRanking } from "../../protocol/advice";
import { keepAdvice } from "../../runs/advice-file";
import { outcomesOf } from "../../runs/advice-outcomes";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { jsonOption, runtimeOption, threadsOption, type TrainingOptions } from "../options";
import { note, print, printJson } from "../print";
import { partLines } from "../report-text";
import { carryOutStudy, validExperiment } from "../study";

export const rankCommand = (): Command =>
  command("rank", "say which source models promise most for an experiment, before any training")
    .argument("<file>", "a *.transfer.json file")
    .addOption(jsonOption("print the ranking as a line of JSON"))
    .addOption(runtimeOption())
    .addOption(threadsOption())
    .action(exitWith(rank));

async function rank(file: string, { json = false, ...options }: TrainingOptions): Promise<number> {
  const experiment = await validExperiment(file);
  if (experiment === undefined) return exitCodes.badInput;
  const candidates = await findSourceCandidates(experiment.file);
  if (candidates.length === 0) {
    note("There is no source model beside the experiment file. Get a ready one with: transfer-lab get");
    return exitCodes.badInput;
  }
  const asked = { study: "rank-sources", experiment, options: { candidates, examples: RANKED_EXAMPLES } };
  const ranking = await carryOutStudy({ ...asked, result: sourceRankingSchema }, options);
  if (json) printJson(ranking);
  else printRanking(experiment, ranking);
  const ranked = ranking.ranked.map(({ named, title, seconds }) => ({ id: named, title, seconds }));
  const outcomes = await outcomesOf(experiment, "sources");
  const advice = await keepAdvice(experiment.file, { kind: "sources", ranked, outcomes });
  if (!json) for (const sentence of hindsight(advice)) print(sentence);
  return exitCodes.ok;
}

function printRanking({ source }: Experiment, ranking: SourceRanking): void {
  print(partLines(rankingTable(ranking)).join("\n"));
  for (const [index, { title }] of ranking.ranked.entries()) {
    print(`${index + 1}. ${title}: ${reasonFor(ranking.ranked, index)}`);
  }
  for (const { title, why } of ranking.unfit) note(`${title} does not fit: ${why}`);
  const [best] = ranking.ranked;
  if (best === undefined || (source.kind === "model" && source.path === best.named)) return;
  if (best.ready !== undefined) print(`Next: transfer-lab get ${best.ready}, and name its folder as "source".`);
  else print(`Next: "source": { "model": ${JSON.stringify(best.named)} } in the experiment file.`);
}
