/** The other side of the panel: the editor, or nothing where the page is a saved report. */
import type { FromView } from "../src/protocol/view";

/** What the person chose to look at; kept by the editor so that the panel looks the same when it is shown again. */
export interface Choices {
  readonly hiddenArms: readonly string[];
  readonly hiddenSeeds: readonly number[];
  readonly hiddenSplits: readonly string[];
  /** Figures whose curves are shown as a table. */
  readonly tables: readonly string[];
}

export const everything: Choices = { hiddenArms: [], hiddenSeeds: [], hiddenSplits: [], tables: [] };

/** Changes what is shown; gets a function, so that who calls it need not know the other choices. */
export type ChangeChoices = (change: (choices: Choices) => Choices) => void;

export interface Host {
  readonly post: (message: FromView) => void;
  remember(choices: Choices): void;
  recall(): Partial<Choices> | undefined;
}

interface EditorApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare function acquireVsCodeApi(): EditorApi;

/** Talks to the editor. To be called once, because the editor hands its interface out once. */
export function editorHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    remember: (choices) => {
      api.setState(choices);
    },
    recall: () => api.getState() as Partial<Choices> | undefined,
  };
}
