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
        "growth-time: how many times longer it takes with ten times the data, divided by ten, the worse of both steps; at most 1 is the target.",
        "growth-memory: peak memory with the most data over that with the least; near 1 is the target.",
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
  const steps = entries.slice(1).map(({ median }, index) => {
    const data = (sizes[index + 1] ?? NaN) / (sizes[index] ?? NaN);
    return median / (entries[index]?.median ?? NaN) / data;
  });
  const [first, last] = [entries[0]?.peakMiB, entries.at(-1)?.peakMiB];
  return {
    "growth-time": Math.max(...steps),
    ...(first === undefined || last === undefined ? {} : { "growth-memory": last / first }),
  };
}
