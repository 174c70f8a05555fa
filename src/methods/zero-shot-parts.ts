/** Tables that the zero-shot methods show of their figures. */
import { t } from "@vscode/l10n";
import type { Experiment } from "../experiment/types";
import { TRANSFER_ARM, type MetricRow, type TrialRow } from "../protocol/metrics";
import type { Interval, ReportPart } from "../protocol/report";
import type { Control } from "./define";
import { bySeed, intervalOf } from "./figures-by-seed";
import { inLanguage } from "./in-language";
import { classFigure, groupFigure, groups, type Group, type Setting } from "./zero-shot-figures";

/** The method's own arm and the controls of a run, in the order in which they are shown. */
export type Arms = readonly { id: string; title: string }[];

/** The controls of a run among those of its method. */
export const controlArms = (controls: readonly Control[], { controls: chosen }: Pick<Experiment, "controls">): Arms =>
  controls.filter(({ id }) => chosen.includes(id)).map(({ id, title }) => ({ id, title: inLanguage(title) }));

/** The mean of a test figure of an arm over its seeds; null where there is none yet. */
export const testFigure = (rows: readonly MetricRow[], arm: string, figure: string): Interval | null =>
  intervalOf([...bySeed(trialsOf(rows), arm, ({ test }) => test[figure]).values()]);

const trialsOf = (rows: readonly MetricRow[]): TrialRow[] =>
  rows.filter((row): row is TrialRow => row.type === "trial");

const armsWith = (arms: Arms, rows: readonly MetricRow[], figure: string): Arms =>
  arms.filter(({ id }) => testFigure(rows, id, figure) !== null);

/** What is lost when all classes are candidates, for each arm. @returns undefined where nothing was measured yet */
export function generalisedTable(arms: Arms, rows: readonly MetricRow[]): ReportPart | undefined {
  const shownArms = armsWith(arms, rows, groupFigure("generalised", "harmonic"));
  if (shownArms.length === 0) return undefined;
  const isCalibrated = testFigure(rows, TRANSFER_ARM, groupFigure("calibrated", "harmonic")) !== null;
  const settings: readonly Setting[] = isCalibrated ? ["generalised", "calibrated"] : ["generalised"];
  const shown = settings.flatMap((setting) => groups.map((group) => ({ setting, group })));
  return {
    type: "table",
    id: "generalised",
    title: t("When all classes are candidates"),
    describe: isCalibrated
      ? t(
          "Mean accuracy of the source's classes and of the target's, on test examples of both, and their harmonic mean; calibrated: the scores of the source's classes lowered by what did best on classes held out of it.",
        )
      : t(
          "Mean accuracy of the source's classes and of the target's, on test examples of both, and their harmonic mean.",
        ),
    columns: shown.map(({ setting, group }) => ({ title: settingTitle(setting, groupTitle(group)), unit: "share" })),
    rows: shownArms.map(({ id, title }) => ({
      title,
      cells: shown.map(({ setting, group }) => testFigure(rows, id, groupFigure(setting, group))),
    })),
  };
}

function groupTitle(group: Group): string {
  const titles: Record<Group, string> = { seen: t("Seen"), unseen: t("Unseen"), harmonic: t("Harmonic mean") };
  return titles[group];
}

const settingTitle = (setting: Setting, title: string): string =>
  setting === "calibrated" ? t("{0}, calibrated", title) : title;

/** How well each class of the target is recognised among them, for each arm. @returns undefined before the first trial */
export function classTable(arms: Arms, rows: readonly MetricRow[]): ReportPart | undefined {
  const prefix = classFigure("");
  const names = new Set(
    trialsOf(rows).flatMap(({ test }) =>
      Object.keys(test).flatMap((figure) => (figure.startsWith(prefix) ? [figure.slice(prefix.length)] : [])),
    ),
  );
  const [first] = names;
  if (first === undefined) return undefined;
  const shown = armsWith(arms, rows, classFigure(first));
  return {
    type: "table",
    id: "classes",
    title: t("Each class of the target"),
    describe: t(
      "Accuracy on its test examples when the {0} classes of the target are the candidates; chance is {1} %.",
      names.size,
      (100 / names.size).toFixed(0),
    ),
    columns: shown.map(({ title }) => ({ title, unit: "share" })),
    rows: [...names].map((name) => ({
      title: name,
      cells: shown.map(({ id }) => testFigure(rows, id, classFigure(name))),
    })),
  };
}
