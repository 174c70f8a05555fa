/** Rank Source Models: which networks of the workspace promise most for an experiment, and a button that takes one. */
import path from "node:path";
import * as vscode from "vscode";
import type { Experiment } from "../../experiment/types";
import type { RankedSource, SourceCandidate, SourceRanking } from "../../protocol/advice";
import type { Page, PageAction } from "../../protocol/page";
import { longTask } from "../commands/long-task";
import { adviceParts, core, dataParts } from "../core";
import { listSourceModels } from "../trees/source-model-list";
import { follow, waiting, type AdviceTools } from "./advisor";
import { editExperiment } from "./edit-experiment";

/** Buttons in a row; the others stand in the table. */
const MOST_BUTTONS = 5;
const AGAIN = "again";

export async function rankSourceModels(file: string, tools: AdviceTools): Promise<void> {
  const experiment = await tools.studies.experimentOf(file);
  const candidates = await candidatesFor(file);
  if (candidates.length === 0) {
    await offerModel();
    return;
  }
  const { sourceRankingSchema, RANKED_EXAMPLES } = await adviceParts();
  const title = vscode.l10n.t("Rank Source Models");
  let ranking: SourceRanking | undefined;
  const panel = tools.pages.open(`source ranking of ${file}`, (id) => {
    act(id, { file, tools, ranking }).catch(tools.tell);
  });
  panel.show(waiting(title, vscode.workspace.asRelativePath(file), vscode.l10n.t("Looking at the target's examples")));
  try {
    ranking = await tools.studies.conduct({
      title,
      study: "rank-sources",
      experiment,
      options: { candidates, examples: RANKED_EXAMPLES },
      result: sourceRankingSchema,
    });
  } catch (error) {
    panel.dispose();
    throw error;
  }
  if (ranking === undefined) {
    panel.dispose();
    return;
  }
  const found = ranking;
  const ranked = found.ranked.map(({ named, title: name, seconds }) => ({ id: named, title: name, seconds }));
  const parts = await partsOf(found);
  const page = (cameOut: readonly string[]) => pageOf(experiment, { ranking: found, parts, cameOut });
  await follow(panel, tools, { experiment, kind: "sources", ranked, page });
}

/** What a run ended with is left out: it has learnt from the target's own examples. */
async function candidatesFor(file: string): Promise<SourceCandidate[]> {
  const base = path.dirname(file);
  const models = await listSourceModels();
  const all = models.flatMap(({ folder, label, from, found, ready }): SourceCandidate[] => {
    if (from === "run" || "problem" in found) return [];
    if (ready !== undefined) return [{ model: folder, named: ready.folder, title: label, ready: ready.id }];
    const model = path.relative(base, folder).split(path.sep).join("/");
    return [{ model, named: model, title: label }];
  });
  // One that was put into the folder already is there as a saved one.
  const here = new Set(all.flatMap(({ named, ready }) => (ready === undefined ? [named] : [])));
  return all.filter(({ named, ready }) => ready === undefined || !here.has(named));
}

async function offerModel(): Promise<void> {
  const get = vscode.l10n.t("Get Source Model…");
  const text = vscode.l10n.t(
    "There is no source model in this folder yet. Get a ready one, put a saved network into the folder, or run an experiment that trains its own.",
  );
  const answer = await vscode.window.showInformationMessage(text, get);
  if (answer === get) await vscode.commands.executeCommand("transferLab.getSourceModel");
}

async function partsOf(ranking: SourceRanking): Promise<Page["parts"]> {
  const { rankingTable, reasonsTable } = await adviceParts();
  const unfit = ranking.unfit.map(({ title, why }) => ({ title, cells: [why] }));
  return [
    ...(ranking.ranked.length === 0 ? [] : [rankingTable(ranking), reasonsTable(ranking)]),
    ...(unfit.length === 0
      ? []
      : [
          {
            type: "table" as const,
            id: "unfit",
            title: vscode.l10n.t("Models that do not fit"),
            describe: vscode.l10n.t("They cannot take the target's examples as they are."),
            columns: [{ title: vscode.l10n.t("Why") }],
            rows: unfit,
          },
        ]),
  ];
}

interface Shown {
  ranking: SourceRanking;
  parts: Page["parts"];
  cameOut: readonly string[];
}

function pageOf({ file, source }: Experiment, { ranking: { ranked }, parts, cameOut }: Shown): Page {
  const [best] = ranked;
  const used = source.kind === "model" ? ranked.find(({ named }) => named === source.path) : undefined;
  return {
    title: vscode.l10n.t("Rank Source Models"),
    subtitle: vscode.workspace.asRelativePath(file),
    paragraphs: [
      best === undefined
        ? vscode.l10n.t("No source model here can take the target's examples.")
        : vscode.l10n.t("The most promising source is {0}.", best.title),
      ...(used === undefined ? [] : [vscode.l10n.t("The file names {0} now.", used.title)]),
      ...cameOut,
    ],
    parts,
    actions: [...ranked.slice(0, MOST_BUTTONS).map(buttonFor), { id: AGAIN, title: vscode.l10n.t("Rank Again") }],
  };
}

const buttonFor = ({ title }: RankedSource, index: number): PageAction => ({
  id: `use:${index}`,
  title: vscode.l10n.t("Use {0}", title),
  ...(index === 0 && { primary: true }),
});

interface Acting {
  file: string;
  tools: AdviceTools;
  ranking: SourceRanking | undefined;
}

async function act(id: string, { file, tools, ranking }: Acting): Promise<void> {
  if (id === AGAIN) return rankSourceModels(file, tools);
  const chosen = ranking?.ranked[Number(/^use:(\d+)$/.exec(id)?.[1] ?? NaN)];
  if (chosen === undefined) return;
  const model = await inWorkspace(file, chosen);
  if (model === undefined) return;
  const { methodById, useSource } = await adviceParts();
  await editExperiment(file, async (experiment) => {
    const spec = methodById(experiment.method);
    if (spec?.sources.includes("model") === true) return useSource(experiment, model);
    const { ProblemError } = await core();
    const message = vscode.l10n.t(
      "must be a method that takes a saved network, got {0}; choose fine-tuning, for example",
      experiment.method,
    );
    throw new ProblemError({ severity: "error", code: "advice/no-model", file, place: "method", message });
  });
}

/** An installed one is put into the folder first. @returns how the file names it; nothing where the person left */
async function inWorkspace(file: string, { named, ready }: RankedSource): Promise<string | undefined> {
  if (ready === undefined) return named;
  const { getSourceModel, readyModels } = await dataParts();
  const known = readyModels.find(({ id }) => id === ready);
  const project = path.dirname(file);
  if (known === undefined) return named;
  const put = await longTask(vscode.l10n.t("Getting {0}", known.id), (task) => getSourceModel(known, project, task));
  return put && path.relative(project, put.folder).split(path.sep).join("/");
}
