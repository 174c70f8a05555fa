/** Questions of a dialog of several steps: a list to pick from, and a line of text. Esc leaves the whole dialog. */
import * as vscode from "vscode";
import type { Outcome, Position } from "./walk";

interface Row {
  label: string;
  /** In one line with the label. */
  description?: string;
  /** Below the label. */
  detail?: string;
  picked?: boolean;
}

/** A row that says why it cannot be picked, instead of being left out. */
export type Unavailable = Row & { unavailable: string };

export type Choice<T> = Row & { value: T };

interface Question {
  title: string;
  placeholder: string;
  position: Position;
}

type Item<C> = vscode.QuickPickItem & { choice: C };

const itemOf = <C extends Row>(choice: C): Item<C> => ({
  label: choice.label,
  ...(choice.description !== undefined && { description: choice.description }),
  ...(choice.detail !== undefined && { detail: choice.detail }),
  ...(choice.picked !== undefined && { picked: choice.picked }),
  choice,
});

/** Asks for one of `choices`, which may still be on their way, and hands it to `take`. */
export async function askOne<T>(
  question: Question,
  choices: Promise<readonly (Choice<T> | Unavailable)[]>,
  take: (value: T) => void,
): Promise<Outcome> {
  const quickPick = vscode.window.createQuickPick<Item<Choice<T> | Unavailable>>();
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  return await converse(quickPick, question, async (answer) => {
    quickPick.onDidAccept(() => {
      const choice = quickPick.selectedItems[0]?.choice;
      if (choice === undefined) return;
      if ("unavailable" in choice) {
        quickPick.placeholder = choice.unavailable;
        quickPick.value = "";
      } else {
        take(choice.value);
        answer("answered");
      }
    });
    await fill(quickPick, choices);
  });
}

/** Asks for any number of `choices`. */
export async function askMany<T>(
  question: Question,
  choices: readonly Choice<T>[],
  take: (values: readonly T[]) => void,
): Promise<Outcome> {
  const quickPick = vscode.window.createQuickPick<Item<Choice<T>>>();
  quickPick.canSelectMany = true;
  return await converse(quickPick, question, async (answer) => {
    quickPick.onDidAccept(() => {
      take(quickPick.selectedItems.map(({ choice }) => choice.value));
      answer("answered");
    });
    await fill(quickPick, Promise.resolve(choices));
    quickPick.selectedItems = quickPick.items.filter(({ picked }) => picked);
  });
}

/** Asks for a line of text; `complaintAbout` says what is wrong with it, or nothing. */
export async function askText(
  question: Question,
  text: { value: string; complaintAbout: (value: string) => string | undefined },
  take: (value: string) => void,
): Promise<Outcome> {
  const input = vscode.window.createInputBox();
  input.prompt = question.placeholder;
  input.value = text.value;
  const check = () => {
    input.validationMessage = text.complaintAbout(input.value);
  };
  return await converse(input, question, (answer) => {
    check();
    input.onDidChangeValue(check);
    input.onDidAccept(() => {
      if (text.complaintAbout(input.value) !== undefined) return;
      take(input.value);
      answer("answered");
    });
    return Promise.resolve();
  });
}

async function fill<C extends Row>(
  quickPick: vscode.QuickPick<Item<C>>,
  choices: Promise<readonly C[]>,
): Promise<void> {
  quickPick.busy = true;
  quickPick.items = (await choices).map(itemOf);
  quickPick.busy = false;
}

/** Shows `input` until it was answered, left, or the back button was pressed; disposes it. */
async function converse(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, placeholder, position }: Question,
  start: (answer: (outcome: Outcome) => void) => Promise<void>,
): Promise<Outcome> {
  input.title = title;
  input.placeholder = placeholder;
  input.step = position.step;
  input.totalSteps = position.total;
  input.ignoreFocusOut = true;
  input.buttons = position.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      input.onDidHide(() => {
        resolve("cancelled");
      });
      input.onDidTriggerButton(() => {
        resolve("back");
      });
      input.show();
      start(resolve).catch(reject);
    });
  } finally {
    input.dispose();
  }
}
