/** (f) Time and memory of a run as its data grow. */
import { BenchJob } from "../lib/experiment";
import { makeNetwork, makePictures } from "../lib/material";
import type { BenchCase, CaseContext } from "../lib/measurement";
import type { Entry } from "../lib/result";
import { measurePrograms, type WholeProgram } from "../lib/whole-programs";

const SIZES = [1_000, 10_000, 100_000];
const PICTURE = { height: 28, width: 28, channels: 1, classes: 10 };
const EPOCHS = 2;

export const growth: BenchCase = {
  id: "f",
  async measure(context) {
    const sizes = context.smoke ? SIZES.slice(0, 2) : SIZES;
    const programs: WholeProgram[] = [];
    for (const size of sizes) programs.push(await programOf(size, context));
    const group = await measurePrograms({ title: "Examples", programs, rounds: 1, say: context.say });
    const entries = group.entries.map(({ ratio: _, ...entry }) => entry);
    return {
      title: "Growth with the data",
      unit: "s",
      of: `a run on IDX files of pictures of ${PICTURE.height} × ${PICTURE.width}, small-convnet from a model folder, ${EPOCHS} epochs of batches of 32, one seed, no controls`,
      groups: [{ ...group, entries }],
      ratios: {},
      figures: growthOf(entries, sizes),
      notes: [
        "growth-time: how much more time a hundred times (or the largest step there is) the data take, as a share of the growth of the data; at most 1 is the target. growth-memory: the same for the peak memory, without dividing.",
        "Peak memory is that of the engine, the largest process of the run.",
      ],
      versions: {},
    };
  },
};

async function programOf(size: number, { workplace }: CaseContext): Promise<WholeProgram> {
  const job = await BenchJob.create(workplace, `growth-${size}`, {
    source: { model: await makeNetwork(workplace, "small-convnet", PICTURE) },
    target: {
      dataset: await makePictures(workplace, { count: size, ...PICTURE }),
      labelled: "all",
      validation: "none",
      test: { fraction: 0.3 },
    },
    training: { epochs: EPOCHS, batchSize: 32, optimizer: { name: "adam", learningRate: 0.001 }, seeds: [1] },
    controls: [],
  });
  return {
    title: size.toLocaleString("en"),
    extrapolated: false,
    run: async () => {
      await job.forget();
      return job.run();
    },
  };
}

function growthOf(entries: readonly Entry[], sizes: readonly number[]): Record<string, number> {
  const [first, last] = [entries[0], entries.at(-1)];
  const data = (sizes.at(-1) ?? NaN) / (sizes[0] ?? NaN);
  if (first === undefined || last === undefined) return {};
  return {
    "growth-time": last.median / first.median / data,
    ...(first.peakMiB === undefined || last.peakMiB === undefined
      ? {}
      : { "growth-memory": last.peakMiB / first.peakMiB }),
  };
}
