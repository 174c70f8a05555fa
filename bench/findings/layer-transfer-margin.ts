/** Whether copied layers that are trained on end below the base at few labels: more splits and seeds, and a margin. */
import { interval, pairedDifference } from "../../src/math/interval";
import type { FindingContext } from "./finding";
import { classSplits, fashionSweep, Sweeps, type FashionSweep } from "./layer-sweeps";
import { differenceCells, markdownTable } from "./tables";

/** Decided on before they were run, like the margin: the point that the copied first layer is allowed above. */
const splits = classSplits(Array.from({ length: 16 }, (_, index) => 31 + index));
const seeds = [1, 2, 3];
const MARGIN = 0.01;

const mean = (values: readonly number[]): number => interval(values).mean;

/** @param few the setting of the other splits at few labels */
export async function withinMargin({ lab, data, say }: FindingContext, few: FashionSweep): Promise<string> {
  const folder = await data("fashion-mnist");
  const sweeps: Sweeps[] = [];
  for (const split of splits) {
    say(`Fashion-MNIST, ${few.perClass} a class, ${seeds.length} seeds, split ${split.number}`);
    sweeps.push(new Sweeps([(await lab.run(fashionSweep(folder, split, few, seeds))).report]));
  }
  const base = sweeps.map((sweep) => mean(sweep.base));
  const rows = (sweeps[0]?.cuts ?? []).map((cut) => {
    const copied = sweeps.map((sweep) => mean(sweep.at("AnB+", cut)));
    const { low } = pairedDifference(copied, base);
    const holds = low !== undefined && low > -MARGIN ? "yes" : "**no**";
    return [`A${cut}B+`, ...differenceCells(copied, base), holds];
  });
  return [
    "### Not below the base: a margin of a point",
    `That something is not below can only be shown with a margin. So once more at ${few.perClass} labelled pictures a class, with ${splits.length}
splits that had not been used (${splits[0]?.number ?? ""} to ${splits.at(-1)?.number ?? ""}) and ${seeds.length} seeds in each, whose mean counts as one value: is the whole
95 % interval above −1 point? Splits, seeds and margin were decided on before they were run. The base reached
${(100 * mean(base)).toFixed(1)} %.`,
    markdownTable(["copied, trained on", "points over the base", "p", "within a point"], rows),
  ].join("\n\n");
}
