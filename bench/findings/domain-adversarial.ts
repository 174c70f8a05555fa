/**
 * Domain-adversarial training from plain digits to digits over photographs: source only, adapted, and trained on the
 * target, on photographs that training has seen and on others.
 */
import { readFile } from "node:fs/promises";
import { interval } from "../../src/math/interval";
import { metricRowSchema, type EpochRow } from "../../src/protocol/metrics";
import { intervalCell } from "../../src/protocol/part-table";
import { runFiles } from "../../src/runs/layout";
import type { Finding, FindingContext } from "./finding";
import type { LabRun } from "./lab";
import { adaptation, figuresOf, onTarget, tests } from "./photographed-digits";
import { differenceCells, markdownTable } from "./tables";

const seeds = [1, 2, 3];
const STEPS_PER_EPOCH = 938;
const epochs = 5;
const onTargetEpochs = 2;

export const finding: Finding = {
  title: "Domain-adversarial training: MNIST to MNIST-M",
  async measure(context) {
    const folder = await context.data("all-of-mnist-m");
    const adapted = await context.lab.run(adaptation(folder, { epochs, seeds }), "adaptation");
    context.say(`Source only and adapted are measured\n${eachSeed(adapted)}`);
    const target = await targetFigures(context, folder);
    const indifferent = await context.lab.run(adaptation(folder, { epochs, seeds, strength: 0 }), "statistics");
    return [
      setting,
      table(adapted, target),
      statisticsAlone(adapted, indifferent),
      await throughTraining(adapted),
      warnings(adapted),
    ].join("\n\n");
  },
};

const setting = `The 60,000 MNIST digits with labels as the source; the same digits over pieces of 55 photographs without labels as the target
(sample data "all-of-mnist-m"). Judged by MNIST's 10,000 test digits, over other pieces of the same 55 photographs (the paper's way) and over pieces of
22 photographs that no training picture has (stricter). Batches (64 of each domain), rates, momentum and λ are the paper's, and so is the network, but for
batch normalisation after each convolution, of which each domain has its own statistics ("dann-convnet-bn"). It was tried after the plain network had not
adapted, on the smaller data "mnist-m" (whose 10,000 digits are all training digits here, and whose 50 photographs are among the 77) and another
seed; nothing was chosen on the figures below, and the test digits had judged nothing before. ${epochs} epochs, ${epochs * STEPS_PER_EPOCH} steps, weights of the last step. Seeds ${seeds.join(", ")} decide weights, order and the domain classifier; intervals are
95 % of Student's t over them, gains paired. On target: the same network trained on the labelled target pictures, ${onTargetEpochs} epochs with Adam.
Share of the gap: (adapted − source only) / (on target − source only), of the means; the paper has 56 % (52.25, 76.66, 95.96 %), with the photographs of BSDS500.`;

interface Figures {
  same: number[];
  fresh: number[];
}

async function targetFigures({ lab, say }: FindingContext, folder: string): Promise<Figures> {
  const of = async (test: (typeof tests)[keyof typeof tests]) => {
    const { report } = await lab.run(onTarget(folder, test, { epochs: onTargetEpochs, seeds }));
    say(`Trained on the target, judged by ${test}`);
    return figuresOf(report, "transfer", "accuracy");
  };
  return { same: await of(tests.same), fresh: await of(tests.fresh) };
}

const percent = (values: readonly number[]): string => intervalCell(interval(values), "share");
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function table({ report }: LabRun, target: Figures): string {
  const ways = [
    [titles.accuracy, "accuracy", target.same],
    [titles["source/accuracy"], "source/accuracy", target.fresh],
  ] as const;
  const rows = ways.map(([title, figure, best]) => {
    const [adapted, source] = [figuresOf(report, "transfer", figure), figuresOf(report, "source-only", figure)];
    const share = (mean(adapted) - mean(source)) / (mean(best) - mean(source));
    return [
      title,
      percent(source),
      percent(adapted),
      percent(best),
      ...differenceCells(adapted, source),
      `${(100 * share).toFixed(0)} %`,
    ];
  });
  return [
    "## Test accuracy",
    markdownTable(
      ["test digits over", "source only", "adapted", "on target", "gain, points", "p", "share of the gap"],
      rows,
    ),
    eachSeed({ report }),
  ].join("\n\n");
}

const titles = { accuracy: "photographs of the training pictures", "source/accuracy": "other photographs" } as const;

function eachSeed({ report }: Pick<LabRun, "report">): string {
  const rows = Object.entries(titles).flatMap(([figure, title]) =>
    (["source-only", "transfer"] as const).map((arm) => [
      `${title}, ${arm === "transfer" ? "adapted" : "source only"}`,
      ...figuresOf(report, arm, figure).map((value) => `${(100 * value).toFixed(1)} %`),
    ]),
  );
  return markdownTable(["", ...seeds.map((seed) => `seed ${seed}`)], rows);
}

/** What of the gain is the target's own statistics, and what the reversed gradient. */
function statisticsAlone(adapted: LabRun, indifferent: LabRun): string {
  const rows = Object.entries(titles).map(([figure, title]) => {
    const [opposed, free] = [adapted, indifferent].map(({ report }) => figuresOf(report, "transfer", figure));
    if (opposed === undefined || free === undefined) throw new Error("two runs were measured");
    return [title, percent(free), percent(opposed), ...differenceCells(opposed, free)];
  });
  return [
    "## Without the reversed gradient",
    `The same with \`strength\` 0: the labels alone train the network, and its batch normalisation has the target's statistics in the end.`,
    markdownTable(["test digits over", "statistics alone", "adapted", "gain, points", "p"], rows),
  ].join("\n\n");
}

/** Epochs of which figures are shown. */
const shown = [1, 2, 3, 4, 5];

async function throughTraining({ directory }: LabRun): Promise<string> {
  const text = await readFile(runFiles(directory).metrics, "utf8");
  const rows = text
    .trim()
    .split("\n")
    .map((line) => metricRowSchema.parse(JSON.parse(line)));
  const epochRows = rows.filter((row): row is EpochRow => row.type === "epoch");
  const cell = (arm: string, epoch: number, figure: string): string => {
    const values = epochRows.flatMap((row) =>
      row.arm === arm && row.epoch === epoch ? (row.validation?.[figure] ?? row.train[figure] ?? []) : [],
    );
    return values.length === 0 ? "" : mean(values).toFixed(2);
  };
  const figures = [
    "lossNats",
    "lambda",
    "domainAccuracy",
    "domainLossNats",
    "proxyADistance",
    "entropyNats",
    "informationNats",
  ];
  return [
    "## Through training",
    `Means over the seeds, adapted; the last two columns are of the source alone. Distance is the proxy A-distance, entropy and
information are of the predictions for 1,000 unlabelled target pictures, in nats.`,
    markdownTable(
      [
        "epoch",
        "label loss",
        "λ",
        "domain accuracy",
        "domain loss",
        "distance",
        "entropy",
        "information",
        "distance, source only",
        "information, source only",
      ],
      shown.map((epoch) => [
        String(epoch),
        ...figures.map((figure) => cell("transfer", epoch, figure)),
        cell("source-only", epoch, "proxyADistance"),
        cell("source-only", epoch, "informationNats"),
      ]),
    ),
  ].join("\n\n");
}

function warnings({ warnings: said }: LabRun): string {
  const own = said.filter(({ code }) => code.startsWith("domain-adversarial/"));
  return own.length === 0
    ? "The run warned neither that the domain classifier wins nor that features collapse."
    : `The run warned: ${own.map(({ message }) => message).join("; ")}.`;
}
