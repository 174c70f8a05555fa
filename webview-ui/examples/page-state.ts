/** What the page of errors is drawn from, and how messages of the editor change it. Pure. */
import type { Correction, CorrectionCounts } from "../../src/protocol/corrections";
import { countCorrections } from "../../src/protocol/corrections";
import type { Change, ExamplesView, Look, Side, ToExamples } from "../../src/protocol/examples";
import { toExamplesSchema } from "../../src/protocol/examples";
import type { Problem } from "../../src/protocol/problem";
import { whyUnreadable } from "../why-unreadable";
import { allMistakes, type Choice } from "./results";

export interface Corrected {
  readonly test: ReadonlyMap<string, Correction>;
  readonly training: ReadonlyMap<string, Correction>;
  /** What Undo would take back. */
  readonly undo: string | undefined;
  readonly problem: Problem | undefined;
}

export interface ErrorsState {
  readonly view: ExamplesView | undefined;
  readonly corrected: Corrected;
  readonly looks: Readonly<Record<Side, ReadonlyMap<string, Look>>>;
  readonly choice: Choice;
  /** Why the last message of the editor was left out, if it was. */
  readonly unreadable: string | undefined;
}

export const emptyErrors: ErrorsState = {
  view: undefined,
  corrected: { test: new Map(), training: new Map(), undo: undefined, problem: undefined },
  looks: { test: new Map(), training: new Map() },
  choice: allMistakes,
  unreadable: undefined,
};

/** What a person may do on the page. */
export interface Acts {
  /** Asks for what there is to see of examples that are shown. */
  look(side: Side, names: readonly string[]): void;
  open(side: Side, name: string): void;
  correct(side: Side, names: readonly string[], change: Change): void;
  openList(side: Side): void;
  undo(): void;
}

/** A message of the wrong form changes nothing but the note that says so. */
export function reduceErrors(state: ErrorsState, raw: unknown): ErrorsState {
  const message = toExamplesSchema.safeParse(raw);
  if (!message.success) return { ...state, unreadable: whyUnreadable(message.error) };
  return { ...withMessage(state, message.data), unreadable: undefined };
}

function withMessage(state: ErrorsState, message: ToExamples): ErrorsState {
  switch (message.type) {
    case "view": {
      const shown = { ...state, view: message.view };
      return message.cell === undefined ? shown : { ...shown, choice: choiceOf(message.view, message.cell) };
    }
    case "cell":
      return state.view === undefined ? state : { ...state, choice: choiceOf(state.view, message.cell) };
    case "corrections":
      return {
        ...state,
        corrected: {
          test: byExample(message.test),
          training: byExample(message.training),
          undo: message.undo,
          problem: message.problem,
        },
      };
    case "looks": {
      const looks = new Map([
        ...state.looks[message.side],
        ...message.looks.map(({ name, look }) => [name, look] as const),
      ]);
      return { ...state, looks: { ...state.looks, [message.side]: looks } };
    }
  }
}

const byExample = (corrections: readonly Correction[]): Map<string, Correction> =>
  new Map(corrections.map((correction) => [correction.example, correction]));

/** A class that there is not gives every mistake. */
function choiceOf({ classes }: ExamplesView, cell: { truth: string; predicted: string }): Choice {
  const [truth, predicted] = [classes.indexOf(cell.truth), classes.indexOf(cell.predicted)];
  return truth < 0 || predicted < 0 ? allMistakes : { truth, predicted, seed: "any" };
}

/** How many examples the lists change. */
export function countsOf({ test, training }: Corrected, areOneSet: boolean): CorrectionCounts {
  return countCorrections([...test.values(), ...(areOneSet ? [] : training.values())]);
}
