/** What was learnt, to be looked at: the bases as small pictures, the objective over the sweeps, and a file of them. */
import { t } from "@vscode/l10n";
import type { ReportPart } from "../../protocol/report";
import type { Cutting } from "../../training/patches";
import type { LearntBases } from "./learnt-bases";
import type { SelfTaughtOptions } from "./options";
import type { Described } from "./representation";

export function partsOf(learnt: LearntBases, cutting: Cutting): ReportPart[] {
  return [...tilesOf(learnt, cutting), objectiveChart(learnt.objectives)];
}

/** None of rows of a table, which are no pictures. */
function tilesOf({ bases, coded }: LearntBases, { shape }: Cutting): ReportPart[] {
  const [height, width, channels] = shape;
  if (height === 1 || (channels !== 1 && channels !== 3)) return [];
  const strength = (basis: number) => coded.sums.gram[basis]?.[basis] ?? 0;
  const total = bases.reduce((sum, _, basis) => sum + strength(basis), 0);
  const order = bases.map((_, basis) => basis).sort((left, right) => strength(right) - strength(left));
  const tiles = order.map((basis) => {
    const share = total === 0 ? 0 : (100 * strength(basis)) / total;
    return {
      title: t("basis {0}, {1} % of the squares of all codes", basis + 1, share.toFixed(1)),
      values: brightness(bases[basis] ?? []),
    };
  });
  return [
    {
      ...{ type: "tiles", id: "bases", title: t("Bases"), height, width, channels, tiles },
      describe: t(
        "What pieces of the unlabelled examples are made of, the most used first: grey is nothing, light is added, dark is taken away. Noise means that too little was learnt.",
      ),
    },
  ];
}

/** Grey for 0; the largest value, without its sign, is white or black. */
function brightness(basis: readonly number[]): number[] {
  const largest = basis.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return basis.map((value) => Math.round(127.5 + (largest === 0 ? 0 : (127.5 * value) / largest)));
}

function objectiveChart(objectives: readonly number[]): ReportPart {
  return {
    type: "chart",
    id: "objective",
    title: t("Objective of sparse coding"),
    describe: t(
      "Mean of ‖x − Σ aⱼ bⱼ‖² + β‖a‖₁ over the pieces, which have a length of about 1. It falls with each sweep; where it still falls steeply at the end, more sweeps help.",
    ),
    x: { title: t("sweep"), labels: objectives.map((_, sweep) => String(sweep)) },
    y: { title: t("objective"), unit: "number" },
    series: [
      {
        ...{ id: "objective", title: t("Objective"), line: "solid" },
        points: objectives.map((mean) => ({ mean, n: 1 })),
      },
    ],
  };
}

/** Text of `dictionary.json`: all that is needed to make the features that the saved model takes. */
export function dictionaryFile(
  { cutting, bases, beta, levelling }: Described,
  { stride, pool }: SelfTaughtOptions,
  scale: number,
): string {
  const [height, width, channels] = cutting.shape;
  const piece = { height, width, channels };
  return `${JSON.stringify({ piece, stride, pool, beta, levelling, scale, bases })}\n`;
}
