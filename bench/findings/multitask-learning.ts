/**
 * Multitask learning on pictures of two overlapping digits: a badly scaled task, a related and an unrelated one beside
 * few labels, random labels, and gradient surgery.
 */
import { interval, pairedDifference } from "../../src/math/interval";
import { intervalCell } from "../../src/protocol/part-table";
import type { Finding, FindingContext } from "./finding";
import {
  beside,
  figuresOf,
  flagged,
  prepare,
  recovered,
  scaled,
  type Companion,
  type SumUnit,
  type Weighting,
} from "./multitask-experiments";
import { confirmation } from "./multitask-confirmation";
import { markdownTable, pointsText, pText } from "./tables";

const seeds = [1, 2, 3, 4, 5];
const moreSeeds = [1, 2, 3, 4, 5, 6];

export const finding: Finding = {
  title: "Multitask learning: overlapping digits",
  async measure(context) {
    const { lab, data, say } = context;
    await prepare(lab, await data("overlays"));
    const parts = [
      aboutData,
      await badScale(context),
      await fewLabels(context),
      await confirmation(context),
      await randomLabels(context),
      await surgery(context),
    ];
    say("done");
    return parts.join("\n\n");
  },
};

const aboutData = `Pictures of two overlapping MNIST digits (sample data "overlays", halved to 18x18), \`small-convnet\`, batches of 64 divided
among the tasks, Adam at 0.002, no early stopping. Test: 2,000 pictures of digits that no training picture has. A seed
draws the labelled pictures, weights and order; all arms of a seed share them. Epochs, rate, the rate of the weights, and
which tasks stand beside the digit were chosen on validation examples of the seeds 11 and 12. Intervals are 95 % over the
seeds, gains and p-values paired.`;

const units: Record<SumUnit, string> = {
  sum: "1 (balanced)",
  "sum-large": "100",
  "sum-small": "1/100",
};
const weightings: readonly Weighting[] = ["uniform", "uncertainty", "gradnorm"];

async function badScale({ lab, say }: FindingContext): Promise<string> {
  const found = new Map<string, { left: number[]; sum: number[] }>();
  for (const unit of ["sum", "sum-large", "sum-small"] as const) {
    for (const weighting of weightings) {
      say(`scale ${units[unit]}, ${weighting}`);
      const run = await lab.run(scaled(unit, weighting, seeds));
      found.set(`${unit} ${weighting}`, { left: figuresOf(run, "accuracy"), sum: figuresOf(run, "sum/r2") });
    }
  }
  const of = (unit: SumUnit, weighting: Weighting) => found.get(`${unit} ${weighting}`) ?? { left: [], sum: [] };
  const rows = (Object.keys(units) as SumUnit[]).flatMap((unit) =>
    weightings.map((weighting) => {
      const { left, sum } = of(unit, weighting);
      // The digit is what a large loss beside it drowns; the sum is what is drowned itself where its loss is small.
      const failing = unit === "sum-small" ? "sum" : "left";
      const share =
        unit === "sum" || weighting === "uniform"
          ? ""
          : recovered(of(unit, "uniform")[failing], of(unit, weighting)[failing], of("sum", "uniform")[failing]);
      return [
        units[unit],
        weighting,
        intervalCell(interval(left), "share"),
        intervalCell(interval(sum), "number"),
        share === "" ? "" : `${(100 * share).toFixed(0)} % of ${failing}`,
      ];
    }),
  );
  return [
    "## A task that is scaled badly",
    `The left digit (500 labelled pictures) and the sum of both digits as a number (500), numbers as they are
(\`standardizeNumbers\` off); the sum is given in units that make its loss 1, 100 and 1/100 times what it is in standard
deviations. ${seeds.length} seeds (${seeds.join(", ")}), 320 steps. Recovered: the share of the way back from uniform
weights to the balanced unit, of the means.`,
    markdownTable(["scale of the sum's loss", "weighting", "left, accuracy", "sum, R²", "recovered"], rows),
    lossesOf(of("sum", "uniform").left, of("sum-large", "uniform").left),
  ].join("\n\n");
}

function lossesOf(balanced: readonly number[], failed: readonly number[]): string {
  const loss = pairedDifference(failed, balanced);
  return `Under uniform weights the loss that is 100 times too large brings the digit ${pointsText(loss, " points")} (p = ${pText(balanced, failed)}).`;
}

async function fewLabels({ lab, say }: FindingContext): Promise<string> {
  const settings: readonly { names: readonly Companion[]; what: string }[] = [
    { names: ["parity"], what: "related: parity of the left digit" },
    { names: ["sum"], what: "related: sum of both, a number" },
    { names: ["parity", "sum"], what: "both" },
    { names: ["right"], what: "rival: the right digit" },
    { names: ["coin"], what: "unrelated: a coin of ten sides" },
  ];
  const rows: string[][] = [];
  for (const { names, what } of settings) {
    say(`few labels beside ${names.join(" and ")}`);
    const run = await lab.run(beside(names, moreSeeds));
    const [together, alone] = [figuresOf(run, "accuracy"), figuresOf(run, "accuracy", "single-task")];
    rows.push([
      what,
      intervalCell(interval(together), "share"),
      intervalCell(interval(alone), "share"),
      pointsText(pairedDifference(together, alone), " points"),
      pText(together, alone),
      run.warnings
        .filter(({ code }) => code.startsWith("multitask/") || code.startsWith("result/negative"))
        .map(({ code }) => `\`${code}\``)
        .join(", "),
    ]);
  }
  return [
    "## Few labels beside another task",
    `The left digit with 5 labelled pictures of each digit; the other task with 800. Alone: a network for the left digit
with the same batches and as many steps. ${moreSeeds.length} seeds (${moreSeeds.join(", ")}), uniform weights. The coin is the control: it brings the same
pictures and steps, and nothing to learn.`,
    markdownTable(["beside", "together", "alone", "gain", "p", "the run says"], rows),
  ].join("\n\n");
}

async function randomLabels({ lab, say }: FindingContext): Promise<string> {
  const sets: readonly (readonly Companion[])[] = [
    ["parity", "coin"],
    ["right", "sum", "coin"],
    ["parity", "sum", "right"],
  ];
  const rows: string[][] = [];
  for (const names of sets) {
    say(`random labels among ${names.join(", ")}`);
    const alone = [];
    for (const seed of seeds) alone.push(flagged(await lab.run(beside(names, [seed], { controls: [] }))).join(", "));
    rows.push([names.join(", "), ...alone.map((names_) => names_ || "none")]);
  }
  return [
    "## Random labels",
    "Which tasks a run of one seed flags as teaching nothing, without validation examples.",
    markdownTable(["tasks beside the left digit", ...seeds.map((seed) => `seed ${seed}`)], rows),
  ].join("\n\n");
}

async function surgery({ lab, say }: FindingContext): Promise<string> {
  const rows: string[][] = [];
  for (const names of [["parity"], ["right"]] as const) {
    say(`gradient surgery beside ${names.join()}`);
    const run = await lab.run(beside(names, seeds, { gradientSurgery: true, controls: ["uniform"] }));
    const [own, uniform] = [figuresOf(run, "accuracy"), figuresOf(run, "accuracy", "uniform")];
    rows.push([
      names.join(),
      intervalCell(interval(own), "share"),
      intervalCell(interval(uniform), "share"),
      pointsText(pairedDifference(own, uniform), " points"),
      pText(own, uniform),
    ]);
  }
  return [
    "## Gradient surgery (PCGrad)",
    "The settings of the few labels, with the conflicting parts of the tasks' gradients taken out of the shared layers. Shown, not claimed.",
    markdownTable(["beside", "PCGrad", "uniform", "gain", "p"], rows),
  ].join("\n\n");
}
