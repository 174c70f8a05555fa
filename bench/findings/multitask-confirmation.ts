/** The gain beside related tasks once more, on seeds that nothing was looked at with before. */
import { interval, pairedDifference } from "../../src/math/interval";
import { intervalCell } from "../../src/protocol/part-table";
import type { FindingContext } from "./finding";
import { beside, figuresOf } from "./multitask-experiments";
import { markdownTable, pointsText, pText } from "./tables";

const seeds = Array.from({ length: 10 }, (_, index) => 101 + index);

/** @param context of a lab whose data are there */
export async function confirmation({ lab, say }: FindingContext): Promise<string> {
  say("few labels beside parity and sum, on fresh seeds");
  const run = await lab.run(beside(["parity", "sum"], seeds));
  const [together, alone] = [figuresOf(run, "accuracy"), figuresOf(run, "accuracy", "single-task")];
  return [
    "### Once more, on fresh seeds",
    `Five comparisons make one p-value near 0.05 weak. So the one with the largest gain, parity and sum, was repeated on
${seeds.length} seeds that had not been used (${seeds[0] ?? ""} to ${seeds.at(-1) ?? ""}); this was decided on before they were run, and is what the claim of a
related task rests on.`,
    markdownTable(
      ["together", "alone", "gain", "p", "gains by seed, points"],
      [
        [
          intervalCell(interval(together), "share"),
          intervalCell(interval(alone), "share"),
          pointsText(pairedDifference(together, alone), " points"),
          pText(together, alone),
          together.map((value, index) => (100 * (value - (alone[index] ?? 0))).toFixed(1)).join(", "),
        ],
      ],
    ),
  ].join("\n\n");
}
