/** The other side of the panel: the editor, or nothing where the page is a saved report. */
import type { FromView } from "../src/protocol/view";

/** What the person chose to look at; kept by the editor so that the panel looks the same when it is shown again. */
export interface Choices {
  readonly hiddenArms: readonly string[];
  readonly hiddenSeeds: readonly number[];
  readonly hiddenSplits: readonly string[];
  /** Keys of the charts that are shown as a table. */
  readonly tables: readonly string[];
  /** The arm that was picked, by what it was picked for: `curves`, where there are too many to draw all, or a chart. */
  readonly picked: Readonly<Partial<Record<string, string>>>;
}

export const everything: Choices = { hiddenArms: [], hiddenSeeds: [], hiddenSplits: [], tables: [], picked: {} };

/** Changes what is shown; gets a function, so that who calls it need not know the other choices. */
export type ChangeChoices = (change: (choices: Choices) => Choices) => void;

/** A list with a member in it, or without it. */
export function withMember<T>(list: readonly T[], member: T, present: boolean): T[] {
  const others = list.filter((other) => other !== member);
  return present ? [...others, member] : others;
}

/** By default of the run panel. */
export interface Host<Message = FromView, Kept = Choices> {
  readonly post: (message: Message) => void;
  remember(choices: Kept): void;
  recall(): Partial<Kept> | undefined;
}

interface EditorApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare function acquireVsCodeApi(): EditorApi;

/** Talks to the editor. To be called once, because the editor hands its interface out once. */
export function editorHost<Message = FromView, Kept = Choices>(): Host<Message, Kept> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    remember: (choices) => {
      api.setState(choices);
    },
    recall: () => api.getState() as Partial<Kept> | undefined,
  };
}
