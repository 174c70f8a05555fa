/**
 * Progressive networks on MNIST, Fashion-MNIST and few labelled UCI digits, in this order: that nothing is forgotten, to
 * the last bit, what plain fine-tuning forgets, what the earlier columns bring, and what a column costs.
 */
import { interval } from "../../src/math/interval";
import { intervalCell } from "../../src/protocol/part-table";
import type { Interval, Report } from "../../src/protocol/report";
import {
  addedTo,
  changedBits,
  digitsOf,
  figuresOf,
  firstTwo,
  wholeSequence,
  type Digits,
  type Sequence,
} from "./digits-in-sequence";
import type { Finding, FindingContext } from "./finding";
import { differenceCells, markdownTable } from "./tables";

const seeds = [1, 2, 3, 4, 5];
const size: Sequence["size"] = {
  earlier: { perClass: 200, epochs: 4 },
  test: { mnist: 0.2, fashion: 0.03, uci: 0.3 },
  learningRate: 0.002,
};
/** Labelled UCI digits a class, and epochs: those of the sample of fine-tuning, which were chosen on validation digits. */
const shots = [
  { perClass: 1, epochs: 100 },
  { perClass: 5, epochs: 60 },
  { perClass: 20, epochs: 30 },
];
const few = { perClass: 5, epochs: 60 };
const sequence = (target: Sequence["target"], controls: readonly string[]): Sequence => ({
  ...{ size, seeds, controls, target },
});

export const finding: Finding = {
  title: "Progressive networks: nothing forgotten",
  async measure(context) {
    const digits = await digitsOf(context.data);
    const whole = (await context.lab.run(wholeSequence(digits, sequence(few, ["scratch", "fine-tuning"])), "whole"))
      .report;
    context.say("The whole sequence is learnt");
    const { directory } = await context.lab.run(firstTwo(digits, { size, seeds, controls: [] }), "two");
    context.say("A run of the first two tasks is there");
    const added = await addColumns(context, digits, directory);
    const independent = added.find(({ perClass }) => perClass === few.perClass)?.report;
    return [
      setting,
      forgetting(whole),
      gains(added),
      independent === undefined ? "" : equalities(whole, independent),
      partsOf(whole),
    ].join("\n\n");
  },
};

interface Added {
  perClass: number;
  report: Report;
}

/** The UCI digits as a further column of the finished run, with 1, 5 and 20 labels a class. */
async function addColumns({ lab, say }: FindingContext, digits: Digits, run: string): Promise<Added[]> {
  const added: Added[] = [];
  for (const { perClass, epochs } of shots) {
    const controls = ["scratch", "fine-tuning", ...(perClass === few.perClass ? ["zeroed-laterals"] : [])];
    const { report } = await lab.run(addedTo(run, digits, sequence({ perClass, epochs }, controls)), `add-${perClass}`);
    say(`${perClass} labels a class are measured`);
    added.push({ perClass, report });
  }
  return added;
}

const setting = `MNIST and Fashion-MNIST with ${size.earlier.perClass} labelled pictures a class and ${size.earlier.epochs} epochs each, then
UCI digits, all brought to 28×28; \`small-convnet\`, batches of 32, Adam with rate ${size.learningRate}; options as they are by default. Seeds ${seeds.join(", ")}:
each draws other labelled examples and weights, the test examples are the same. Intervals are 95 % of Student's t over the
seeds, differences are paired. Epochs for the UCI digits are those of the sample of fine-tuning (100, 60 and 30 for 1, 5
and 20 labels a class). The default of α's start, 1, was chosen on validation digits of seeds 11 to 13, at 5 labels a class
after 10 epochs of the earlier tasks: 85.8 %, 86.9 % and 89.1 % for 0.01, 0.1 and 1, beside 85.9 % from scratch.`;

const percent = (figure: Interval): string => intervalCell(figure, "share");

/** `+3.2 (+1.0 to +5.4), p = 0.012`. */
function points(left: readonly number[], right: readonly number[]): string {
  const [difference, p] = differenceCells(left, right);
  return `${difference}, p ${p.startsWith("<") ? p : `= ${p}`}`;
}

function forgetting(report: Report): string {
  const { proofs, outputs, changed } = changedBits(report);
  const rows = ["mnist", "fashion"].map((task) => {
    const [own, tuned] = ["transfer", "fine-tuning"].map((arm) => figuresOf(report, arm, `${task}/accuracy`));
    const measured = (name: string) => figuresOf(report, "fine-tuning", `${name}/${task}/accuracy`, "measured");
    return [
      task,
      percent(interval(own ?? [])),
      percent(interval(tuned ?? [])),
      points(tuned ?? [], own ?? []),
      points(measured("end"), measured("after")),
    ];
  });
  return `## Nothing is forgotten

${markdownTable(["task", "columns: test accuracy at the end", "fine-tuning in sequence", "difference, points", "fine-tuning: change since it was learnt, training pictures"], rows)}

${proofs} hashes over the ${seeds.length} seeds, of each layer of the earlier columns and of the logits of each earlier task on
${outputs === 0 ? 0 : "500"} of its training pictures (${outputs} of the hashes), taken when the task had been learnt and after the last one:
${changed} differ.`;
}

function gains(added: readonly Added[]): string {
  const rows = added.map(({ perClass, report }) => {
    const of = (arm: string) => figuresOf(report, arm, "accuracy");
    return [
      String(perClass),
      percent(interval(of("transfer"))),
      percent(interval(of("scratch"))),
      percent(interval(of("fine-tuning"))),
      points(of("transfer"), of("scratch")),
      points(of("transfer"), of("fine-tuning")),
    ];
  });
  return `## What the earlier columns bring

The UCI digits as a third column of a finished run of the first two tasks. Fine-tuning goes on with the first column alone.

${markdownTable(["labels a class", "third column", "scratch", "fine-tuned first column", "gain over scratch, points", "over fine-tuning"], rows)}`;
}

/** What has to be the same to the last bit. */
function equalities(whole: Report, added: Report): string {
  const same = (left: readonly number[], right: readonly number[]) =>
    left.length === right.length && left.every((value, index) => value === right[index]);
  const both = (report: Report, arm: string) => [
    ...figuresOf(report, arm, "accuracy"),
    ...figuresOf(report, arm, "lossNats"),
  ];
  const said = (isSame: boolean) => (isSame ? "the same to the last bit" : "NOT the same");
  return `## What has to be equal

- Test accuracy and loss with zeroed laterals and of an independent network (scratch), ${seeds.length} seeds: ${said(same(both(added, "zeroed-laterals"), both(added, "scratch")))}.
- Test accuracy and loss of the column added to the finished run and of the one learnt in one go, ${seeds.length} seeds: ${said(same(both(added, "transfer"), both(whole, "transfer")))}.`;
}

/** Said where a figure has no interval: a seed in which no noise costs anything has no shares. */
const lonely = (rows: readonly { cells: readonly (Interval | string | null)[] }[]): string =>
  rows.some(({ cells }) => cells.some((cell) => cell !== null && typeof cell === "object" && cell.n === 1))
    ? " Without an interval: in all seeds but one, no noise that was tried halved the accuracy."
    : "";

/** The tables of the report itself. */
function partsOf({ parts = [] }: Report): string {
  const shown = parts.flatMap((part) => {
    if (part.type !== "table" || part.id === "forgetting") return [];
    const cell = (value: Interval | string | null) =>
      value === null ? "" : typeof value === "string" ? value : percent(value);
    const rows = part.rows.map(({ title, cells }) => [title, ...cells.map(cell)]);
    return [
      `## ${part.title}\n\n${part.describe}${lonely(part.rows)}\n\n${markdownTable(["", ...part.columns.map(({ title }) => title)], rows)}`,
    ];
  });
  return shown.join("\n\n");
}
