/** Test examples that training examples almost equal, side by side. */
import { t } from "@vscode/l10n";
import type { NearDuplicates } from "../../src/protocol/near-duplicates";
import { h, region, type Section } from "../dom";
import { count, plural } from "../format";
import type { CardFacts } from "./example-card";
import { testExamples, trainingExamples } from "./example-counts";
import { exampleList } from "./example-list";
import type { Acts, ErrorsState } from "./page-state";

export function pairsSection(acts: Acts): Section<ErrorsState> {
  const { element, body } = region("pairs", t("Near-duplicates"));
  const text = h("p", { class: "muted" });
  const list = exampleList(t("Pairs of a test example and the training example that it almost equals"), acts);
  list.element.classList.add("pairs");
  body.append(text, list.element);
  let drawn: { duplicates: NearDuplicates; items: readonly CardFacts[] } | undefined;
  return {
    element,
    update(state) {
      const duplicates = state.view?.duplicates;
      element.hidden = duplicates === undefined;
      if (duplicates === undefined) return;
      if (drawn?.duplicates !== duplicates) {
        drawn = { duplicates, items: duplicates.pairs.flatMap(cardsOf) };
        text.replaceChildren(describe(duplicates));
      }
      list.element.hidden = drawn.items.length === 0;
      list.show(drawn.items, state);
    },
  };
}

function describe({ total, compared, pairs }: NearDuplicates): string {
  const [test, training] = [testExamples(compared.test), trainingExamples(compared.training)];
  if (total === 0) return t("{0} and {1} were compared; none almost equals another.", test, training);
  return [
    plural(
      total,
      t(
        "{0} and {1} were compared: 1 test example almost equals one that was trained on, so the test figures may be too good.",
        test,
        training,
      ),
      t(
        "{0} and {1} were compared: {2} test examples almost equal one that was trained on, so the test figures may be too good.",
        test,
        training,
        count(total),
      ),
    ),
    t("Exclude the training example of each pair."),
    ...(pairs.length < total ? [t("The {0} most alike are listed.", count(pairs.length))] : []),
  ].join(" ");
}

/** Test and training example of a pair follow each other. */
const cardsOf = ({ test, training, likeness }: NearDuplicates["pairs"][number]): CardFacts[] => [
  { side: "test", name: test, lines: [[t("Test example")], [t("Alike to {0} %", (100 * likeness).toFixed(2))]] },
  { side: "training", name: training, lines: [[t("Training example")], [t("of the pair with {0}", test)]] },
];
