/** Confusion matrix and accuracy of each class; for very many classes the most frequent mistakes instead of a matrix. */
import { classResults, confusedPairs, sumConfusion } from "./confusion";
import type { Confusion } from "./confusion";
import { h, region, scroller, table } from "./dom";
import type { Section } from "./dom";
import { count, percent, plural } from "./format";
import type { PageState } from "./panel-state";
import type { Report } from "../src/protocol/report";

/** A matrix with more classes than this can no longer be read. */
const MAX_MATRIX = 40;
const MOST_PAIRS = 25;

export function confusionSection(): Section<PageState> {
  const { element, body } = region("classes", "Classes");
  let drawn: Report | undefined;
  return {
    element,
    update({ view }) {
      const confusion = view.report && sumConfusion(view.report);
      element.hidden = confusion === undefined;
      if (confusion === undefined || view.report === drawn) return;
      drawn = view.report;
      const title = view.arms[0]?.title ?? view.method;
      const what = h(
        "p",
        { class: "muted" },
        `${title}, test examples summed over ${plural(confusion.seeds, "seed")}. Rows: true class; columns: predicted class.`,
      );
      body.replaceChildren(what, ...(confusion.classes.length > MAX_MATRIX ? many(confusion) : [matrix(confusion)]));
    },
  };
}

function matrix(confusion: Confusion): HTMLElement {
  const results = classResults(confusion);
  const rows = confusion.counts.map((row, index) => {
    const result = results[index];
    const cells = row.map((value, column) => cell(value, value / Math.max(1, result?.examples ?? 0), column === index));
    return [result?.name, ...cells, accuracyText(result?.accuracy ?? NaN)];
  });
  const columns = ["True class", ...confusion.classes.map((name) => ({ number: name })), { number: "Accuracy" }];
  const element = scroller("Confusion matrix", table("Confusion matrix", columns, rows));
  element.classList.add("confusion");
  return element;
}

/** A count on a tint as strong as its share of the true class. */
function cell(value: number, share: number, right: boolean): HTMLElement {
  const element = h("span", { class: right ? "cell right" : value > 0 ? "cell wrong" : "cell zero" }, count(value));
  element.style.setProperty("--share", `${Math.round(share * 100)}%`);
  return element;
}

const accuracyText = (accuracy: number): string => (Number.isNaN(accuracy) ? "–" : percent(accuracy));

function many(confusion: Confusion): HTMLElement[] {
  const pairs = confusedPairs(confusion, MOST_PAIRS).map((pair) => [pair.truth, pair.predicted, count(pair.count)]);
  const classes = classResults(confusion)
    .sort((a, b) => a.accuracy - b.accuracy)
    .map(({ name, examples, accuracy }) => [name, count(examples), accuracyText(accuracy)]);
  return [
    h("h3", {}, "Most frequent mistakes"),
    scroller(
      "Most frequent mistakes",
      table("Most frequent mistakes", ["True class", "Taken for", { number: "Times" }], pairs),
    ),
    h("h3", {}, "Accuracy by class, lowest first"),
    scroller(
      "Accuracy by class",
      table("Accuracy by class", ["Class", { number: "Test examples" }, { number: "Accuracy" }], classes),
    ),
  ];
}
