/** (c) The curve of frozen layers: the first n layers copied and frozen, the others new, for each n. */
import { accuraciesOf, BenchJob } from "../lib/experiment";
import { makeNetwork, makePictures } from "../lib/material";
import type { BenchCase, CaseContext } from "../lib/measurement";
import { sweptLayers } from "../lib/networks";
import { accuracyText, runScript, type WholeJob } from "../lib/script";
import { measurePrograms, type WholeProgram } from "../lib/whole-programs";
import { worstRatio } from "../lib/worst-ratio";

const PICTURES = { count: 2_000, height: 64, width: 64, channels: 3, classes: 10 };
const WHOLE: WholeJob = { epochs: 10, seeds: 2 };
/** What a peer's script does of it; the first epoch compiles and does not count for the others. */
const PART: WholeJob = { epochs: 3, seeds: 1 };
const SMOKE: WholeJob = { epochs: 1, seeds: 1 };

export const layerSweep: BenchCase = {
  id: "c",
  async measure(context) {
    const { full, smoke, say, workplace } = context;
    const versions: Record<string, string> = {};
    const data = await makePictures(workplace, PICTURES);
    const network = await makeNetwork(workplace, "six-convs", PICTURES);
    const scales = !full && !smoke;
    const whole = smoke ? SMOKE : WHOLE;
    const script = (title: string, file: string): WholeProgram => ({
      title,
      extrapolated: scales,
      run: async () => {
        const job = JSON.stringify({ data, network, layers: sweptLayers, ...(scales ? PART : whole) });
        const result = await runScript(workplace.python(file, job), scales ? whole : undefined);
        Object.assign(versions, result.versions);
        return result;
      },
    });
    const group = await measurePrograms({
      title: "The frozen curve",
      programs: [
        await ours(context, data, network),
        script("Keras, ordinary script", "keras_sweep.py"),
        script("PyTorch, ordinary script", "torch_sweep.py"),
      ],
      rounds: 1,
      say,
    });
    return {
      title: "The frozen curve of a layer sweep",
      unit: "s",
      of: `a sweep over ${sweptLayers.length} convolutions: 2,000 pictures of 64 × 64 × 3 (1,400 to train), ${WHOLE.epochs} epochs of batches of 32 with Adam, ${WHOLE.seeds} seeds for each number of frozen layers`,
      groups: [group],
      ratios: { "sweep-vs-ordinary": worstRatio([group], (title) => title.includes("ordinary")) },
      figures: {},
      notes: [
        "Transfer Lab: one `transfer-lab run` for each number of frozen layers, with nothing cached before the first.",
        ...(scales
          ? [
              `Extrapolated: the scripts ran ${PART.epochs} epochs with one seed; each further epoch counts as the median of those after the first, each further seed as the first one. \`--full\` runs all of it.`,
            ]
          : []),
      ],
      versions,
    };
  },
};

async function ours({ workplace, smoke }: CaseContext, data: string, network: string): Promise<WholeProgram> {
  const { epochs, seeds } = smoke ? SMOKE : WHOLE;
  const jobs = await Promise.all(
    sweptLayers.map((_, index) =>
      BenchJob.create(workplace, `sweep-${index + 1}`, {
        source: { model: network },
        target: { dataset: data, labelled: "all", validation: "none", test: { fraction: 0.3 } },
        layers: {
          ...Object.fromEntries(sweptLayers.map((layer, at) => [layer, at <= index ? "frozen" : "new"])),
          head: "new",
        },
        training: {
          epochs,
          batchSize: 32,
          optimizer: { name: "adam", learningRate: 0.001 },
          seeds: Array.from({ length: seeds }, (_, seed) => seed + 1),
        },
        controls: [],
      }),
    ),
  );
  return {
    title: "Transfer Lab",
    extrapolated: false,
    run: async () => {
      for (const job of jobs) await job.forget();
      let [seconds, peakMiB] = [0, 0];
      const accuracies = new Map<string, number>();
      for (const [index, job] of jobs.entries()) {
        const result = await job.run();
        seconds += result.seconds;
        peakMiB = Math.max(peakMiB, result.peakMiB ?? 0);
        accuracies.set(`A${index + 1}B`, accuraciesOf(result).get("transfer") ?? NaN);
      }
      return { seconds, peakMiB: peakMiB === 0 ? undefined : peakMiB, detail: accuracyText(accuracies) };
    },
  };
}
