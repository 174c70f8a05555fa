/** Every trial that is done, with its test figures. */
import { t } from "@vscode/l10n";
import type { Report, TrialSummary } from "../src/protocol/report";
import type { RunView } from "../src/protocol/view";
import { h, region, scroller, table } from "./dom";
import type { Section } from "./dom";
import { figureFormat } from "./format";
import { inSentence } from "./in-language";
import type { PageState } from "./panel-state";
import { armTitle, finishedTrials, trialProgress } from "./trials";

export function trialsSection(): Section<PageState> {
  const { element, body } = region("trials", t("Trials"));
  let drawn = "";
  return {
    element,
    update({ view }) {
      const signature = `${trialProgress(view)}/${view.report === undefined}/${view.startedAt}`;
      if (signature === drawn) return;
      drawn = signature;
      const trials = finishedTrials(view);
      const texts = [t("{0} done.", trialProgress(view)), ...examplesText(view.report)];
      body.replaceChildren(
        h("p", { class: "muted" }, texts.join(" ")),
        ...(trials.length === 0 ? [] : [scroller(t("Trials"), trialsTable(view, trials))]),
      );
    },
  };
}

function examplesText(report: Report | undefined): string[] {
  if (report === undefined) return [];
  const { train, validation, test } = report.counts;
  return [t("Examples: {0} training, {1} validation, {2} test.", train, validation, test)];
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
    trial.overfittingFrom === undefined ? t("none found") : t("from epoch {0}", trial.overfittingFrom),
  ]);
  const headings = [
    t("Arm"),
    { number: t("Seed") },
    ...formats.map(({ format }) => ({ number: t("Test {0}", inSentence(format.title)) })),
    { number: t("Epochs") },
    { number: t("Best epoch") },
    t("Overfitting"),
  ];
  return table(t("Trials"), headings, rows);
}

const figureText = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? "–" : format(value);
