/** What both kinds of advice are made with, and how a page follows what comes of its advice. */
import type * as vscode from "vscode";
import type { Experiment } from "../../experiment/types";
import type { Advice, AdviceKind } from "../../protocol/advice";
import type { Page } from "../../protocol/page";
import type { TrainingRuntime } from "../commands/training-runtime";
import type { Problem } from "../../protocol/problem";
import { adviceParts, core } from "../core";
import type { FactCache } from "../diagnostics/fact-cache";
import type { PagePanel } from "../pages/page-panel";
import type { PagePanels } from "../pages/page-panels";
import type { RunIndex } from "../runs/run-index";
import type { Studies } from "../studies/studies";

export interface AdviceTools {
  studies: Studies;
  pages: PagePanels;
  index: RunIndex;
  facts: FactCache;
  runtime: TrainingRuntime;
  followed: FollowedPages;
  /** Tells the person why something that a page or an event began could not be done. */
  tell: (error: unknown) => void;
}

interface Given {
  experiment: Experiment;
  kind: AdviceKind;
  ranked: Advice["ranked"];
  /** With what came of the advice so far, a sentence each. */
  page: (cameOut: readonly string[]) => Page;
}

/** Keeps the advice and shows the page, now and again whenever a run has something new, until it is closed or shows newer advice. */
export async function follow(panel: PagePanel, { index, followed, tell }: AdviceTools, given: Given): Promise<void> {
  let shown: string | undefined;
  const show = async () => {
    const { cameOut, problems } = await kept(given);
    const text = [...cameOut, ...problems.map(({ message }) => message)].join("\n");
    if (text === shown) return;
    shown = text;
    panel.show({ ...given.page(cameOut), ...(problems.length > 0 && { problems }) });
  };
  await show();
  const listening = index.onDidChange(() => {
    show().catch(tell);
  });
  followed.add(panel, listening);
}

/** Advice is shown even where it cannot be kept, with the reason. */
async function kept({ experiment, kind, ranked }: Given): Promise<{ cameOut: string[]; problems: Problem[] }> {
  const { hindsight, keepAdvice, outcomesOf } = await adviceParts();
  const outcomes = await outcomesOf(experiment, kind);
  try {
    return { cameOut: hindsight(await keepAdvice(experiment.file, { kind, ranked, outcomes })), problems: [] };
  } catch (error) {
    const { ProblemError } = await core();
    if (error instanceof ProblemError) return { cameOut: [], problems: [error.problem] };
    throw error;
  }
}

/** Who follows which page: newer advice takes the place of what a page showed before. */
export class FollowedPages implements vscode.Disposable {
  readonly #listening = new Map<PagePanel, vscode.Disposable>();

  add(panel: PagePanel, listening: vscode.Disposable): void {
    this.#listening.get(panel)?.dispose();
    this.#listening.set(panel, listening);
    panel.onDidDispose(() => {
      listening.dispose();
      if (this.#listening.get(panel) === listening) this.#listening.delete(panel);
    });
  }

  dispose(): void {
    for (const listening of this.#listening.values()) listening.dispose();
    this.#listening.clear();
  }
}

/** A page that says what is being looked at. */
export const waiting = (title: string, subtitle: string, text: string): Page => ({
  title,
  subtitle,
  paragraphs: [],
  parts: [],
  actions: [],
  stage: { text },
});
