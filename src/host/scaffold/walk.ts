/** What a person did at one step of a dialog; `skipped` steps are passed over on the way back too. */
export type Outcome = "answered" | "skipped" | "back" | "cancelled";

/** Where a step stands among the others, from 1. */
export interface Position {
  step: number;
  total: number;
  canGoBack: boolean;
}

export type Step = (position: Position) => Promise<Outcome>;

/**
 * Leads through steps, back and forth. Steps keep their answers themselves, so an answer survives going back.
 *
 * @returns true when the last step was answered, false when the person left
 */
export async function walk(steps: readonly Step[]): Promise<boolean> {
  const answered: number[] = [];
  let index = 0;
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const outcome = await step({ step: index + 1, total: steps.length, canGoBack: answered.length > 0 });
    switch (outcome) {
      case "cancelled":
        return false;
      case "back":
        index = answered.pop() ?? 0;
        break;
      case "answered":
        answered.push(index);
        index += 1;
        break;
      case "skipped":
        index += 1;
        break;
    }
  }
  return true;
}
