/** Confusion matrix and accuracy of each class; for very many classes the most frequent mistakes instead of a matrix. */
import { t } from "@vscode/l10n";
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

/** Shows the examples of a cell. */
export type OpenCell = (truth: string, predicted: string) => void;

/** @param open where left out, the page is a saved report, whose cells cannot be opened */
export function confusionSection(open?: OpenCell): Section<PageState> {
  const { element, body } = region("classes", t("Classes"));
  let drawn: Report | undefined;
  return {
    element,
    update({ view }) {
      const confusion = view.report && sumConfusion(view.report);
      element.hidden = confusion === undefined;
      if (confusion === undefined || view.report === drawn) return;
      drawn = view.report;
      const title = view.arms[0]?.title ?? view.method;
      const { seeds } = confusion;
      const what = [
        plural(
          seeds,
          t("{0}, test examples summed over 1 seed.", title),
          t("{0}, test examples summed over {1} seeds.", title, count(seeds)),
        ),
        t("Rows: true class; columns: predicted class."),
        ...(open === undefined ? [] : [t("Choose a number to see its examples.")]),
      ];
      body.replaceChildren(
        h("p", { class: "muted" }, what.join(" ")),
        ...(confusion.classes.length > MAX_MATRIX ? many(confusion, open) : [matrix(confusion, open)]),
      );
    },
  };
}

function matrix(confusion: Confusion, open: OpenCell | undefined): HTMLElement {
  const results = classResults(confusion);
  const rows = confusion.counts.map((row, index) => {
    const result = results[index];
    const cells = row.map((value, column) => {
      const pair = { truth: confusion.classes[index] ?? "", predicted: confusion.classes[column] ?? "" };
      return cell(value, value / Math.max(1, result?.examples ?? 0), pair, open);
    });
    return [result?.name, ...cells, accuracyText(result?.accuracy ?? NaN)];
  });
  const columns = [t("True class"), ...confusion.classes.map((name) => ({ number: name })), { number: t("Accuracy") }];
  const name = t("Confusion matrix");
  const element = scroller(name, table(name, columns, rows));
  element.classList.add("confusion");
  return element;
}

/** A count on a tint as strong as its share of the true class. */
function cell(value: number, share: number, pair: Pair, open: OpenCell | undefined): HTMLElement {
  const right = pair.truth === pair.predicted;
  const element = opener(count(value), value, pair, open);
  element.className = right ? "cell right" : value > 0 ? "cell wrong" : "cell zero";
  element.style.setProperty("--share", `${Math.round(share * 100)}%`);
  return element;
}

interface Pair {
  truth: string;
  predicted: string;
}

/** A number that shows its examples when it is chosen, where there are any. */
function opener(text: string, value: number, { truth, predicted }: Pair, open: OpenCell | undefined): HTMLElement {
  if (open === undefined || value === 0) return h("span", {}, text);
  const name = plural(
    value,
    t("1 example of {0} taken for {1}: show", truth, predicted),
    t("{0} examples of {1} taken for {2}: show", count(value), truth, predicted),
  );
  const element = h("button", { type: "button", "aria-label": name, title: name }, text);
  element.addEventListener("click", () => {
    open(truth, predicted);
  });
  return element;
}

const accuracyText = (accuracy: number): string => (Number.isNaN(accuracy) ? "–" : percent(accuracy));

function many(confusion: Confusion, open: OpenCell | undefined): HTMLElement[] {
  const pairs = confusedPairs(confusion, MOST_PAIRS).map((pair) => [
    pair.truth,
    pair.predicted,
    opener(count(pair.count), pair.count, pair, open),
  ]);
  const classes = classResults(confusion)
    .sort((a, b) => a.accuracy - b.accuracy)
    .map(({ name, examples, accuracy }) => [name, count(examples), accuracyText(accuracy)]);
  const [mistakes, byClass] = [t("Most frequent mistakes"), t("Accuracy by class")];
  return [
    h("h3", {}, mistakes),
    scroller(mistakes, table(mistakes, [t("True class"), t("Taken for"), { number: t("Times") }], pairs)),
    h("h3", {}, t("Accuracy by class, lowest first")),
    scroller(byClass, table(byClass, [t("Class"), { number: t("Test examples") }, { number: t("Accuracy") }], classes)),
  ];
}
