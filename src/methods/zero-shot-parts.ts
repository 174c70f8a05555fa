/** Tables that the zero-shot methods show of their figures. */
import { TRANSFER_ARM, type MetricRow, type TrialRow } from "../protocol/metrics";
import type { Interval, ReportPart } from "../protocol/report";
import { bySeed, intervalOf } from "./figures-by-seed";
import { classFigure, groupFigure, groups, type Group, type Setting } from "./zero-shot-figures";

/** The method's own arm and the controls of a run, in the order in which they are shown. */
export type Arms = readonly { id: string; title: string }[];

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
    title: "When all classes are candidates",
    describe:
      "Mean accuracy of the source's classes and of the target's, on test examples of both, and their harmonic mean" +
      `${isCalibrated ? "; calibrated: the scores of the source's classes lowered by what did best on classes held out of it" : ""}.`,
    columns: shown.map(({ setting, group }) => ({ title: `${groupTitles[group]}${suffix[setting]}`, unit: "share" })),
    rows: shownArms.map(({ id, title }) => ({
      title,
      cells: shown.map(({ setting, group }) => testFigure(rows, id, groupFigure(setting, group))),
    })),
  };
}

const groupTitles: Record<Group, string> = { seen: "Seen", unseen: "Unseen", harmonic: "Harmonic mean" };
const suffix: Record<Setting, string> = { generalised: "", calibrated: ", calibrated" };

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
    title: "Each class of the target",
    describe: `Accuracy on its test examples when the ${names.size} classes of the target are the candidates; chance is ${(100 / names.size).toFixed(0)} %.`,
    columns: shown.map(({ title }) => ({ title, unit: "share" })),
    rows: [...names].map((name) => ({
      title: name,
      cells: shown.map(({ id }) => testFigure(rows, id, classFigure(name))),
    })),
  };
}
