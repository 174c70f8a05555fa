/**
 * (c) The curve of frozen layers, for whoever asks at which block of an ImageNet backbone to cut: the first n stages copied
 * and frozen, the others new, for each n.
 */
import { accuraciesOf, BenchJob } from "../lib/experiment";
import { makeBackbone, makePhotos } from "../lib/material";
import type { BenchCase, CaseContext } from "../lib/measurement";
import { backboneBlocks, backboneExperiment, frozenCurve } from "../lib/networks";
import { runScript, type WholeJob } from "../lib/script";
import { measurePrograms, type WholeProgram } from "../lib/whole-programs";
import { worstRatio } from "../lib/worst-ratio";
import { freshFolder } from "../lib/workplace";

const WHOLE: WholeJob = { epochs: 10, seeds: 2 };
/** What a peer's script does of it; the first epoch compiles and does not count for the others. */
const PART: WholeJob = { epochs: 3, seeds: 1 };
const SMOKE: WholeJob = { epochs: 1, seeds: 1 };
const SMOKE_ARMS = 2;

export const layerSweep: BenchCase = {
  id: "c",
  async measure(context) {
    const { full, smoke, say } = context;
    const versions: Record<string, string> = {};
    const material = { photos: await makePhotos(context.workplace), backbone: await makeBackbone(context.workplace) };
    const group = await measurePrograms({
      title: "The frozen curve",
      programs: [
        await ours(context, material),
        ordinary("Keras, ordinary script", "keras_ordinary_job.py", { context, material, versions }),
        ordinary("PyTorch, ordinary script", "torch_ordinary_job.py", { context, material, versions }),
      ],
      rounds: 1,
      say,
    });
    return {
      title: "The frozen curve of a layer sweep",
      unit: "s",
      of: `a sweep over the ${frozenCurve.length} stages of MobileNetV2 1.0 at 224 × 224: 500 photographs of 5 classes (350 to train, 150 to test), ${WHOLE.epochs} epochs of batches of 32 with Adam, ${WHOLE.seeds} seeds for each number of frozen stages`,
      groups: [group],
      ratios: { "sweep-vs-ordinary": worstRatio([group], (title) => title.includes("ordinary")) },
      figures: {},
      notes: [
        "AnB: the first n stages are copied and frozen, the others and the head are trained from fresh weights. A stage ends with the last block before the pictures shrink again: block 0 (112 × 112), 2 (56), 5 (28), 12 (14), and Conv_1 (7), behind which only the head trains. These are the ends at which backbones are usually cut, chosen before anything was measured.",
        "Transfer Lab: one `transfer-lab run` for each number of frozen stages, with nothing cached before the first. The seconds of its cuts are whole runs, those of the others their trainings alone; all accuracies are those of the test.",
        ...(full || smoke
          ? []
          : [
              `Extrapolated: the scripts ran ${PART.epochs} epochs with one seed; each further epoch counts as the median of those after the first, each further seed as the first one. \`--full\` runs all of it. Their accuracies are those after ${PART.epochs} epochs.`,
            ]),
      ],
      versions,
    };
  },
};

interface Material {
  photos: string;
  backbone: string;
}

const armsOf = ({ smoke }: CaseContext) => (smoke ? frozenCurve.slice(-SMOKE_ARMS) : frozenCurve);
const wholeOf = ({ smoke }: CaseContext): WholeJob => (smoke ? SMOKE : WHOLE);

interface OrdinaryOptions {
  context: CaseContext;
  material: Material;
  /** Takes up what the script says of its libraries. */
  versions: Record<string, string>;
}

function ordinary(title: string, file: string, { context, material, versions }: OrdinaryOptions): WholeProgram {
  const scales = !context.full && !context.smoke;
  const whole = wholeOf(context);
  return {
    title,
    extrapolated: scales,
    run: async () => {
      const job = { ...material, arms: armsOf(context), blocks: backboneBlocks, ...(scales ? PART : whole) };
      const script = context.workplace.python(file, JSON.stringify(job));
      const result = await runScript(script, scales ? whole : undefined);
      Object.assign(versions, result.versions);
      return { ...result, detail: curveText(result.armSeconds, result.accuracies) };
    },
  };
}

async function ours(context: CaseContext, material: Material): Promise<WholeProgram> {
  const { workplace } = context;
  const cache = await freshFolder(workplace, "sweep-cache");
  const jobs = new Map<string, BenchJob>();
  for (const arm of armsOf(context)) {
    const experiment = { ...backboneExperiment(material, arm, wholeOf(context)), controls: [] };
    jobs.set(arm.name, await BenchJob.create(workplace, `sweep-${arm.name}`, experiment, cache));
  }
  return {
    title: "Transfer Lab",
    extrapolated: false,
    run: async () => {
      for (const job of jobs.values()) await job.forget();
      let [total, peakMiB] = [0, 0];
      const [armSeconds, accuracies] = [new Map<string, number>(), new Map<string, number>()];
      for (const [arm, job] of jobs) {
        const result = await job.run();
        total += result.seconds;
        peakMiB = Math.max(peakMiB, result.peakMiB ?? 0);
        armSeconds.set(arm, result.seconds);
        accuracies.set(arm, accuraciesOf(result).get("transfer") ?? NaN);
      }
      return {
        seconds: total,
        peakMiB: peakMiB === 0 ? undefined : peakMiB,
        detail: curveText(armSeconds, accuracies),
      };
    },
  };
}

/** `A1B 81 s, 77 %; …`: where the time goes, and that all did the same work. */
const curveText = (seconds: ReadonlyMap<string, number>, accuracies: ReadonlyMap<string, number>): string =>
  [...seconds]
    .map(([arm, each]) => `${arm} ${each.toFixed(0)} s, ${(100 * (accuracies.get(arm) ?? NaN)).toFixed(0)} %`)
    .join("; ");
