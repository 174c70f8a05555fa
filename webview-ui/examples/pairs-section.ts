/** Test examples that training examples almost equal, side by side. */
import type { NearDuplicates } from "../../src/protocol/near-duplicates";
import { h, region, type Section } from "../dom";
import { count, plural } from "../format";
import type { CardFacts } from "./example-card";
import { exampleList } from "./example-list";
import type { Acts, ErrorsState } from "./page-state";

export function pairsSection(acts: Acts): Section<ErrorsState> {
  const { element, body } = region("pairs", "Near-duplicates");
  const text = h("p", { class: "muted" });
  const list = exampleList("Pairs of a test example and the training example that it almost equals", acts);
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
  const searched = `${plural(compared.test, "test example")} and ${plural(compared.training, "training example")} were compared`;
  if (total === 0) return `${searched}; none almost equals another.`;
  const listed = pairs.length < total ? ` The ${count(pairs.length)} most alike are listed.` : "";
  const verb = total === 1 ? "equals" : "equal";
  return `${searched}: ${plural(total, "test example")} almost ${verb} one that was trained on, so the test figures may be too good. Exclude the training example of each pair.${listed}`;
}

/** Test and training example of a pair follow each other. */
const cardsOf = ({ test, training, likeness }: NearDuplicates["pairs"][number]): CardFacts[] => [
  { side: "test", name: test, lines: [["Test example"], [`Alike to ${(100 * likeness).toFixed(2)} %`]] },
  { side: "training", name: training, lines: [["Training example"], [`of the pair with ${test}`]] },
];
