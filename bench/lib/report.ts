/** Writes results as Markdown: the ratios that have targets first, then a table for each comparison. */
import type { CaseResult, Entry, Environment, Group, Results } from "./result";

/** The ratios, and what each has to reach where the project has set itself a target. */
const RATIOS: Readonly<Record<string, { target?: number; text: string }>> = {
  "step-vs-plain": { target: 2.5, text: "training step, against plain tfjs-node" },
  "step-vs-best-peer": {
    target: 1,
    text: "training step, against the fastest of Keras (as it trains by itself, XLA on or off) and PyTorch",
  },
  "step-vs-bare-loop": { text: "training step, against a loop under tf.function without Keras' bookkeeping" },
  "job-vs-ordinary": { target: 10, text: "whole job, against the faster ordinary script" },
  "job-vs-hand-cached": { target: 1, text: "whole job, against the faster script with features cached by hand" },
  "sweep-vs-ordinary": { target: 2, text: "sweep over the frozen layers, against the faster ordinary script" },
  "forward-vs-keras": { target: 1, text: "forward pass of the backbone, against Keras" },
};

export function reportOf({ command, ratios, figures, cases }: Results): string {
  return [
    "# Results of the benchmark",
    "",
    "Written by `npm run bench`; [README.md](README.md) says what is measured and how. A ratio above 1 means that Transfer",
    "Lab is faster; it is the ratio of the medians over all rounds, with the smallest and the largest ratio of a round.",
    "",
    ...ratioLines(ratios),
    ...Object.entries(figures).map(([name, value]) => `- ${name}: ${rounded(value)}`),
    "",
    ...Object.entries(cases).flatMap(([id, result]) => caseLines(id, result)),
    `The last command was \`${command}\`; cases that it left out stand as an earlier one found them.`,
    "",
  ].join("\n");
}

function ratioLines(ratios: Results["ratios"]): string[] {
  if (Object.keys(ratios).length === 0) return [];
  const rows = Object.entries(ratios).map(([name, ratio]) => {
    const { target, text = "" } = RATIOS[name] ?? {};
    const reached = target === undefined ? "" : ratio >= target ? "reached" : "**missed**";
    return [name, text, rounded(ratio), target === undefined ? "" : `≥ ${target}`, reached];
  });
  return [...table(["ratio", "what", "measured", "target", ""], rows), ""];
}

function caseLines(id: string, { title, unit, of, groups, notes, measuredAt, environment }: CaseResult): string[] {
  return [
    `## (${id}) ${title}`,
    "",
    `${unit === "ms" ? "Milliseconds" : "Seconds"} of ${of}.`,
    "",
    `Measured on ${measuredAt.slice(0, 10)}. ${environmentText(environment)}.`,
    "",
    ...groups.flatMap((group) => groupLines(group)),
    ...notes.map((note) => `- ${note}`),
    ...(notes.length === 0 ? [] : [""]),
  ];
}

function groupLines({ title, entries, othersBusy }: Group): string[] {
  const optional: { head: string; cell: (entry: Entry) => string }[] = [
    { head: "ours is faster by", cell: ratioText },
    { head: "warm-up, s", cell: ({ warmUpS }) => (warmUpS === undefined ? "" : rounded(warmUpS)) },
    { head: "peak memory, MiB", cell: ({ peakMiB }) => (peakMiB === undefined ? "" : peakMiB.toFixed(0)) },
    { head: "", cell: ({ detail }) => detail ?? "" },
  ];
  const shown = optional.filter(({ cell }) => entries.some((entry) => cell(entry) !== ""));
  const rows = entries.map((entry) => [
    entry.title,
    `${rounded(entry.median)}${entry.extrapolated === true ? " (extrapolated)" : ""}`,
    `${rounded(entry.smallest)} – ${rounded(entry.largest)}`,
    String(entry.rounds.length),
    ...shown.map(({ cell }) => cell(entry)),
  ]);
  const heads = ["", "median", "range", "rounds", ...shown.map(({ head }) => head)];
  const others = `Others took at most ${(100 * othersBusy).toFixed(0)} % of the processor in a turn.`;
  return [`**${title}**`, "", ...table(heads, rows), "", others, ""];
}

const ratioText = ({ ratio }: Entry): string =>
  ratio === undefined ? "" : `${rounded(ratio.ofMedians)} × (${rounded(ratio.smallest)} – ${rounded(ratio.largest)})`;

function environmentText({ processor, cores, memoryGiB, platform, versions }: Environment): string {
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [`${processor}, ${cores} cores, ${memoryGiB} GiB, ${platform}`, ...software].join(", ");
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

/** Three significant digits, as plain digits. */
const rounded = (value: number): string => (value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3))));
