/** Every trial that is done, with its test figures. */
import { h, region, scroller, table } from "./dom";
import type { Section } from "./dom";
import { figureFormat, plural } from "./format";
import type { PageState } from "./panel-state";
import { armTitle, finishedTrials } from "./trials";

export function trialsSection(): Section<PageState> {
  const { element, body } = region("trials", "Trials");
  let drawn = "";
  return {
    element,
    update({ view }) {
      const trials = finishedTrials(view);
      const total = view.arms.length * view.seeds.length;
      const signature = `${trials.length}/${total}/${view.report === undefined}/${view.startedAt}`;
      if (signature === drawn) return;
      drawn = signature;
      if (trials.length === 0) {
        body.replaceChildren(h("p", { class: "muted" }, `None of ${plural(total, "trial")} is done yet.`));
        return;
      }
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
        ...formats.map(({ format }) => ({ number: `Test ${format.title.toLowerCase()}` })),
        { number: "Epochs" },
        { number: "Best epoch" },
        "Overfitting",
      ];
      const counts = view.report?.counts;
      body.replaceChildren(
        h(
          "p",
          { class: "muted" },
          `${trials.length} of ${plural(total, "trial")} done.${counts === undefined ? "" : ` Examples: ${counts.train} training, ${counts.validation} validation, ${counts.test} test.`}`,
        ),
        scroller("Trials", table("Trials", headings, rows)),
      );
    },
  };
}

const figureText = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? "–" : format(value);
