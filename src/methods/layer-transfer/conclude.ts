/** What a sweep shows: a curve over the cuts for each kind of network, what each cut brings, and the best one. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import type { SweepCurve } from "../../experiment/types";
import type { Interval, ReportPart } from "../../protocol/report";
import type { Conclusions, Measured } from "../define";
import { SWEEP_BASE, sweepArm } from "../sweep-arms";
import { bestCutFinding, recommendationOf, type Recommendation } from "./best-of-sweep";
import { MeasuredSweep } from "./measured-sweep";
import { sweepNeedsValidation } from "./needs-validation";

export function concludeLayerTransfer({ experiment, layers, rows }: Measured): Conclusions {
  const { sweep } = experiment;
  if (sweep === null) return { parts: [], findings: [] };
  const measured = new MeasuredSweep(sweep, { experiment, layers, rows });
  if (measured.cuts.length === 0 || measured.stillLearning.of === 0) return { parts: [], findings: [] };
  const best = recommendationOf(measured);
  return {
    parts: [chart(measured, best), table(measured)],
    findings: [
      ...(best === undefined ? [] : [bestCutFinding(measured, best)]),
      ...sweepNeedsValidation(experiment),
      ...stillLearning(measured),
    ],
  };
}

type Line = Extract<ReportPart, { type: "chart" }>["series"][number]["line"];

const linesOfCurves = (): Readonly<Record<SweepCurve, { title: string; line: Line }>> => ({
  AnB: { title: t("AnB: copied, frozen"), line: "solid" },
  "AnB+": { title: t("AnB+: copied, trained on"), line: "dashed" },
  BnB: { title: t("BnB: of the target, frozen"), line: "solid" },
  "BnB+": { title: t("BnB+: of the target, trained on"), line: "dashed" },
  random: { title: t("Random, frozen"), line: "dotted" },
});

function chart(measured: MeasuredSweep, best: Recommendation | undefined): ReportPart {
  const { cuts, sweep } = measured;
  const base = measured.figure(SWEEP_BASE, "test");
  const lines = linesOfCurves();
  return {
    type: "chart",
    id: "sweep",
    title: t("Test accuracy by cut"),
    describe:
      sweep.from === "first"
        ? t(
            "Each point is a network of which so many layers are copied, counted from the input, and the others are new; the base is trained on the target alone.",
          )
        : t(
            "Each point is a network of which so many layers are copied, counted from the last one before the head, and the others are new; the base is trained on the target alone.",
          ),
    x: {
      title: sweep.from === "first" ? t("First layers copied") : t("Last layers copied"),
      labels: cuts.map((cut) => measured.label(cut)),
    },
    y: { title: t("Test accuracy"), unit: "share" },
    series: [
      { id: SWEEP_BASE, title: t("Base: the target alone"), line: "dotted", points: cuts.map(() => base) },
      ...sweep.curves.map((curve) => ({
        id: curve,
        ...lines[curve],
        points: cuts.map((cut) => measured.figure(sweepArm(curve, cut), "test")),
      })),
    ],
    ...(best && { marks: [{ at: best.cut - 1, title: t("best on validation: {0}", sweepArm(best.curve, best.cut)) }] }),
  };
}

/** What the chart does not show: paired differences, which are narrower than the curves' intervals, and what chose. */
function table(measured: MeasuredSweep): ReportPart {
  const { cuts, sweep } = measured;
  const validated = sweep.curves.filter(
    (curve) => curve.startsWith("A") && cuts.some((cut) => validationOf(measured, curve, cut) !== null),
  );
  return {
    type: "table",
    id: "cuts",
    title: t("What each cut brings"),
    describe:
      validated.length === 0
        ? t("Test accuracy less that of the base, paired over seeds.")
        : t(
            "Test accuracy less that of the base, paired over seeds; the validation accuracy beside it is what a cut is chosen by.",
          ),
    columns: [
      { title: t("Copied") },
      ...sweep.curves.map((curve) => ({ title: t("{0} − base", curve), unit: "share" as const })),
      ...validated.map((curve) => ({ title: t("{0}, validation", curve), unit: "share" as const })),
    ],
    rows: cuts.map((cut) => ({
      title: String(cut),
      cells: [
        measured.copied(cut).join(", "),
        ...sweep.curves.map((curve) => measured.gain(curve, cut)),
        ...validated.map((curve) => validationOf(measured, curve, cut)),
      ],
    })),
  };
}

const validationOf = (measured: MeasuredSweep, curve: SweepCurve, cut: number): Interval | null =>
  measured.figure(sweepArm(curve, cut), "validation");

/** A sweep compares networks that had the same steps; where most were still on their way, it says who is faster. */
function stillLearning(measured: MeasuredSweep): Finding[] {
  const { count, of } = measured.stillLearning;
  if (2 * count <= of) return [];
  return [
    {
      severity: "info",
      code: "result/still-learning",
      path: ["training", "epochs"],
      message: t(
        "{0} of the {1} trials were still learning when their epochs ended, so the curves may be too low; give more epochs or a higher rate",
        ...[count, of],
      ),
    },
  ];
}
