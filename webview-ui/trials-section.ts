/** Every trial that is done, with its test figures. */
import type { TrialSummary } from "../src/protocol/report";
import type { RunView } from "../src/protocol/view";
import { h, region, scroller, table } from "./dom";
import type { Section } from "./dom";
import { figureFormat, inSentence } from "./format";
import type { PageState } from "./panel-state";
import { armTitle, finishedTrials, trialProgress } from "./trials";

export function trialsSection(): Section<PageState> {
  const { element, body } = region("trials", "Trials");
  let drawn = "";
  return {
    element,
    update({ view }) {
      const signature = `${trialProgress(view)}/${view.report === undefined}/${view.startedAt}`;
      if (signature === drawn) return;
      drawn = signature;
      const trials = finishedTrials(view);
      const counts = view.report?.counts;
      const examples =
        counts === undefined
          ? ""
          : ` Examples: ${counts.train} training, ${counts.validation} validation, ${counts.test} test.`;
      body.replaceChildren(
        h("p", { class: "muted" }, `${trialProgress(view)} done.${examples}`),
        ...(trials.length === 0 ? [] : [scroller("Trials", trialsTable(view, trials))]),
      );
    },
  };
}

function trialsTable(view: RunView, trials: readonly TrialSummary[]): HTMLElement {
  const figures = [...new Set(trials.flatMap((trial) => Object.keys(trial.test)))];
  const formats = figures.map((figure) => ({ figure, format: figureFormat(figure) }));
  const rows = trials.map((trial) => [
    armTitle(view, trial.arm),
    String(trial.seed),
    ...formats.map(({ figure, format }) => figureText(trial.test[figure], format.format)),
    String(trial.epochs),
    String(trial.bestEpoch ?? "–"),
    trial.overfittingFrom === undefined ? "none found" : `from epoch ${trial.overfittingFrom}`,
  ]);
  const headings = [
    "Arm",
    { number: "Seed" },
    ...formats.map(({ format }) => ({ number: `Test ${inSentence(format.title)}` })),
    { number: "Epochs" },
    { number: "Best epoch" },
    "Overfitting",
  ];
  return table("Trials", headings, rows);
}

const figureText = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? "–" : format(value);
