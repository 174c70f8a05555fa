/** The test examples of a cell of the confusion matrix, or all mistakes, the largest loss first. */
import type { ExamplesView } from "../../src/protocol/examples";
import { h, picker, region, setText, type Section } from "../dom";
import { count, decimal, percent, plural } from "../format";
import type { CardFacts } from "./example-card";
import { exampleList } from "./example-list";
import type { Acts, ErrorsState } from "./page-state";
import { chosenResults, timesOf, type Choice, type ExampleResult } from "./results";

export function mistakesSection(acts: Acts, choose: (choice: Choice) => void): Section<ErrorsState> {
  const { element, body } = region("mistakes", "Examples");
  let choice: Choice | undefined;
  const pick = (key: keyof Choice, isWord: (value: string) => boolean) => (value: string) => {
    if (choice !== undefined) choose({ ...choice, [key]: isWord(value) ? value : Number(value) });
  };
  const truth = picker("True class", "True class", pick("truth", isAny));
  const predicted = picker(
    "Taken for",
    "Taken for",
    pick("predicted", (value) => isAny(value) || value === "wrong"),
  );
  const seed = picker("Seed", "Seed", pick("seed", isAny));
  const summary = h("p", { class: "muted", role: "status" });
  const list = exampleList("Examples", acts);
  body.append(h("div", { class: "pickers" }, truth.element, predicted.element, seed.element), summary, list.element);
  let drawn: { view: ExamplesView; choice: Choice; items: readonly CardFacts[] } | undefined;
  return {
    element,
    update(state) {
      const { view } = state;
      element.hidden = view === undefined || view.predictions.length === 0;
      if (view === undefined || element.hidden) return;
      ({ choice } = state);
      if (drawn?.view !== view || drawn.choice !== choice) {
        const results = chosenResults(view.predictions, choice);
        drawn = { view, choice, items: results.map((result) => cardOf(result, view)) };
        setText(summary, summaryOf(results, view));
      }
      const classes = view.classes.map((name, index) => [String(index), name] as const);
      const seeds = view.predictions.map((one) => [String(one.seed), String(one.seed)] as const);
      truth.update([["any", "any"], ...classes], String(choice.truth));
      predicted.update([["wrong", "a wrong class"], ["any", "any"], ...classes], String(choice.predicted));
      seed.update([["any", "all"], ...seeds], String(choice.seed));
      list.show(drawn.items, state);
    },
  };
}

const isAny = (value: string): boolean => value === "any";

function summaryOf(results: readonly ExampleResult[], { predictions }: ExamplesView): string {
  if (results.length === 0) return "No test example fits this choice.";
  const leftOut = predictions.some(({ total, examples }) => total > examples.names.length);
  const times =
    predictions.length === 1 ? "" : `, ${count(timesOf(results))} times over ${plural(predictions.length, "seed")}`;
  const note = leftOut ? " Only the examples with the largest loss are kept of so many." : "";
  return `${plural(results.length, "test example")}${times}; the largest loss first.${note}`;
}

function cardOf({ name, truth, answers, lossNats }: ExampleResult, { classes }: ExamplesView): CardFacts {
  const words = (index: number) => classes[index] ?? "?";
  const byClass = new Map<number, number[]>();
  for (const { predicted, seed } of answers) byClass.set(predicted, [...(byClass.get(predicted) ?? []), seed]);
  const taken = [...byClass].map(
    ([predicted, seeds]) =>
      `${words(predicted)} (${plural(seeds.length, "seed").replace(/^\d+ /, "")} ${seeds.join(", ")})`,
  );
  const [worst] = [...answers].sort((a, b) => b.lossNats - a.lossNats);
  return {
    side: "test",
    name,
    lines: [
      ["True class ", h("strong", {}, words(truth))],
      ["Taken for ", h("strong", {}, taken.join("; "))],
      [`Loss ${decimal(lossNats)} nats · ${percent(worst?.confidence ?? 0)} sure`],
    ],
  };
}
