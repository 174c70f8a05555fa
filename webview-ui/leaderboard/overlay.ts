/** The curves of the compared runs, figure by figure, as the charts draw them. Pure. */
import { t } from "@vscode/l10n";
import type { RunCurve, RunRow } from "../../src/protocol/leaderboard";
import type { ArmStyle } from "../arms";
import { figureFormat } from "../format";
import type { Plot } from "../plot";
import type { TableChoices } from "./choices";
import { runLabels, runStyle } from "./run-style";
import { curveKey, type LeaderboardState } from "./state";

/** A compared run: its name among the others, its look, and its curves as far as they are there. */
export interface ComparedLine {
  readonly row: RunRow;
  readonly label: string;
  readonly style: ArmStyle;
  /** Undefined before the editor has sent them. */
  readonly curves: readonly RunCurve[] | undefined;
  readonly problem: string | undefined;
}

export function comparedLines(
  { curves, rows }: Pick<LeaderboardState, "curves" | "rows">,
  choices: TableChoices,
): ComparedLine[] {
  const chosen = choices.selected.flatMap((id) => rows?.get(id) ?? []);
  const methods = [...new Set(chosen.map(({ method }) => method))];
  const labels = runLabels(chosen);
  return chosen.map((row) => {
    const own = curves.get(curveKey(row.id, choices));
    const label = labels.get(row.id) ?? row.runId;
    return { row, label, style: runStyle(row, methods), curves: own?.curves, problem: own?.problem };
  });
}

export interface OverlayPlot {
  readonly plot: Plot;
  /** The runs of its lines, in the same order. */
  readonly ids: readonly string[];
}

/** One plot a figure: losses first, then what the runs are judged by. */
export function overlayPlots(lines: readonly ComparedLine[]): OverlayPlot[] {
  const figures = [...new Set(lines.flatMap(({ curves }) => curves?.map(({ figure }) => figure) ?? []))];
  const isLoss = (figure: string) => Number(!figure.startsWith("loss"));
  return figures
    .sort((a, b) => isLoss(a) - isLoss(b))
    .map((figure) => {
      const drawn = lines.flatMap((line) => {
        const curve = line.curves?.find((one) => one.figure === figure);
        return curve === undefined ? [] : [{ ...line, curve }];
      });
      return { plot: plotOf(figure, drawn), ids: drawn.map(({ row }) => row.id) };
    });
}

function plotOf(figure: string, drawn: readonly (ComparedLine & { curve: RunCurve })[]): Plot {
  const format = figureFormat(figure);
  const lastEpochs = drawn.map(({ curve }) => curve.points.at(-1)?.[0] ?? 1);
  return {
    key: figure,
    title: format.title,
    format,
    axis: { kind: "epochs", epochs: Math.max(1, ...lastEpochs) },
    lines: drawn.map(({ label, style, curve }) => ({
      label,
      style,
      faint: false,
      shift: 0,
      points: curve.points.map(([x, mean]) => ({ x, mean, low: mean, high: mean, seeds: 1 })),
    })),
    marks: [],
    notes: [],
    steps: undefined,
    waiting: t("None of these runs has such a curve yet."),
  };
}

/** Where a curve stands at its end, for the list of runs: the last of its plots, which is what it is judged by. */
export function endText({ curves, problem }: ComparedLine): string {
  if (curves === undefined) return t("reading…");
  const judged = curves.findLast(({ figure }) => !figure.startsWith("loss")) ?? curves.at(-1);
  const last = judged?.points.at(-1);
  if (judged === undefined || last === undefined) return problem === undefined ? t("no curve") : t("cannot be read");
  return figureFormat(judged.figure).format(last[1]);
}
