/**
 * Find Learning Rate: has the engine sweep the rate, shows the curves on a page, and writes a rate that the person picks
 * into the experiment file. What was found is kept while the window is open, for quick fixes on the line of the rate.
 */
import * as vscode from "vscode";
import type { FoundRates } from "../../protocol/found-rates";
import type { Page } from "../../protocol/page";
import { editExperiment } from "../advice/edit-experiment";
import { waiting } from "../advice/advisor";
import { core, ratesParts } from "../core";
import type { PagePanel } from "../pages/page-panel";
import type { PagePanels } from "../pages/page-panels";
import type { Studies } from "../studies/studies";
import { choiceTitle, foundSentences } from "./rate-words";

export interface RateFinderParts {
  studies: Studies;
  pages: PagePanels;
  /** Tells the person why something that a page began could not be done. */
  tell: (error: unknown) => void;
}

const AGAIN = "again";

export class RateFinder {
  /** By experiment file. */
  readonly #found = new Map<string, FoundRates>();

  constructor(private readonly parts: RateFinderParts) {}

  /** What was found last for this experiment in this window. */
  foundFor(file: string): FoundRates | undefined {
    return this.#found.get(file);
  }

  /** @throws ProblemError why no rate can be looked for */
  async find(file: string): Promise<void> {
    const { studies, pages, tell } = this.parts;
    const { ProblemError } = await core();
    const { foundRatesSchema, rateFault } = await ratesParts();
    const experiment = await studies.experimentOf(file);
    const fault = rateFault(experiment);
    if (fault !== undefined) throw new ProblemError(fault);
    const title = vscode.l10n.t("Find Learning Rate");
    const about = vscode.workspace.asRelativePath(file);
    const panel = pages.open(`learning rate of ${file}`, (id) => {
      this.#act(file, id, panel).catch(tell);
    });
    panel.show(waiting(title, about, vscode.l10n.t("Starting")));
    const onStage: NonNullable<Parameters<Studies["conduct"]>[0]["onStage"]> = (stage) => {
      panel.show({ ...waiting(title, about, ""), stage });
    };
    const found = await studies
      .conduct({ title, study: "find-rates", experiment, result: foundRatesSchema, onStage })
      .catch((error: unknown) => {
        panel.dispose();
        throw error;
      });
    if (found === undefined) {
      panel.dispose();
      return;
    }
    this.#found.set(file, found);
    panel.show(await pageOf(file, found));
  }

  async #act(file: string, id: string, panel: PagePanel): Promise<void> {
    if (id === AGAIN) return this.find(file);
    const { rateChoices } = await ratesParts();
    const found = this.#found.get(file);
    const choice = found && rateChoices(found).find((one) => one.id === id);
    if (found === undefined || choice === undefined) return;
    await editExperiment(file, () => choice.edits);
    panel.show(await pageOf(file, { ...found, learningRate: choice.learningRate }));
  }
}

async function pageOf(file: string, found: FoundRates): Promise<Page> {
  const { rateChoices, rateParts, rateText } = await ratesParts();
  const choices = rateChoices(found).map((choice, index) => ({
    id: choice.id,
    title: choiceTitle(choice, rateText),
    ...(index === 0 && { primary: true }),
  }));
  return {
    title: vscode.l10n.t("Find Learning Rate"),
    subtitle: vscode.workspace.asRelativePath(file),
    paragraphs: foundSentences(found, rateText),
    parts: rateParts(found),
    actions: [...choices, { id: AGAIN, title: vscode.l10n.t("Find Again") }],
  };
}
