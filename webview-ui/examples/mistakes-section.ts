/** The test examples of a cell of the confusion matrix, or all mistakes, the largest loss first. */
import { t } from "@vscode/l10n";
import type { ExamplesView } from "../../src/protocol/examples";
import { h, picker, region, setText, type Section } from "../dom";
import { count, decimal, percent, plural } from "../format";
import type { CardFacts } from "./example-card";
import { testExamples } from "./example-counts";
import { exampleList } from "./example-list";
import type { Acts, ErrorsState } from "./page-state";
import { chosenResults, timesOf, type Choice, type ExampleResult } from "./results";

export function mistakesSection(acts: Acts, choose: (choice: Choice) => void): Section<ErrorsState> {
  const { element, body } = region("mistakes", t("Examples"));
  let choice: Choice | undefined;
  const pick = (key: keyof Choice, isWord: (value: string) => boolean) => (value: string) => {
    if (choice !== undefined) choose({ ...choice, [key]: isWord(value) ? value : Number(value) });
  };
  const truth = picker(t("True class"), t("True class"), pick("truth", isAny));
  const predicted = picker(
    t("Taken for"),
    t("Taken for"),
    pick("predicted", (value) => isAny(value) || value === "wrong"),
  );
  const seed = picker(t("Seed"), t("Seed"), pick("seed", isAny));
  const summary = h("p", { class: "muted", role: "status" });
  const list = exampleList(t("Examples"), acts);
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
      truth.update([["any", t("any")], ...classes], String(choice.truth));
      predicted.update([["wrong", t("a wrong class")], ["any", t("any")], ...classes], String(choice.predicted));
      seed.update([["any", t("all")], ...seeds], String(choice.seed));
      list.show(drawn.items, state);
    },
  };
}

const isAny = (value: string): boolean => value === "any";

function summaryOf(results: readonly ExampleResult[], { predictions }: ExamplesView): string {
  if (results.length === 0) return t("No test example fits this choice.");
  const leftOut = predictions.some(({ total, examples }) => total > examples.names.length);
  const found = testExamples(results.length);
  const [times, seeds] = [count(timesOf(results)), count(predictions.length)];
  return [
    predictions.length === 1
      ? t("{0}; the largest loss first.", found)
      : t("{0}, {1} times over {2} seeds; the largest loss first.", found, times, seeds),
    ...(leftOut ? [t("Only the examples with the largest loss are kept of so many.")] : []),
  ].join(" ");
}

function cardOf({ name, truth, answers, lossNats }: ExampleResult, { classes }: ExamplesView): CardFacts {
  const words = (index: number) => classes[index] ?? "?";
  const byClass = new Map<number, number[]>();
  for (const { predicted, seed } of answers) byClass.set(predicted, [...(byClass.get(predicted) ?? []), seed]);
  const taken = [...byClass].map(([predicted, seeds]) => {
    const [name, list] = [words(predicted), seeds.join(", ")];
    return plural(seeds.length, t("{0} (seed {1})", name, list), t("{0} (seeds {1})", name, list));
  });
  const [worst] = [...answers].sort((a, b) => b.lossNats - a.lossNats);
  return {
    side: "test",
    name,
    lines: [
      [`${t("True class")} `, h("strong", {}, words(truth))],
      [`${t("Taken for")} `, h("strong", {}, taken.join("; "))],
      [t("Loss {0} nats · {1} sure", decimal(lossNats), percent(worst?.confidence ?? 0))],
    ],
  };
}
