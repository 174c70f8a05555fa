/**
 * (b) A whole job: a frozen backbone of ImageNet's size, some hundred photographs, two arms, five seeds, from the start of
 * the program to its report.
 */
import { accuraciesOf, BenchJob } from "../lib/experiment";
import { makeBackbone, makePhotos } from "../lib/material";
import type { BenchCase, CaseContext } from "../lib/measurement";
import { backboneBlocks, backboneExperiment, type BenchArm } from "../lib/networks";
import { accuracyText, runScript, type WholeJob } from "../lib/script";
import { measurePrograms, type WholeProgram } from "../lib/whole-programs";
import { worstRatio } from "../lib/worst-ratio";

const WHOLE: WholeJob = { epochs: 20, seeds: 5 };
/** What an ordinary script does of it; the first epoch compiles and does not count for the others. */
const PART: WholeJob = { epochs: 3, seeds: 1 };
const SMOKE: WholeJob = { epochs: 2, seeds: 1 };
/** The last block of the backbone and a head. */
const TRANSFER: BenchArm = { name: "transfer", frozenBlocks: backboneBlocks.length - 1, others: "train" };
const PROBE: BenchArm = { name: "linear-probe", frozenBlocks: backboneBlocks.length, others: "train" };
const ORDINARY = "ordinary script";
const CACHED = "features cached by hand";

export const wholeJob: BenchCase = {
  id: "b",
  async measure(context) {
    const versions: Record<string, string> = {};
    const programs = await contestants(context, versions);
    const rounds = context.full || context.smoke ? 1 : 2;
    const group = await measurePrograms({ title: "The whole job", programs, rounds, say: context.say });
    return {
      title: "A whole transfer learning job",
      unit: "s",
      of: `a job: MobileNetV2 1.0 at 224 × 224, 500 photographs of 5 classes (350 to train, 150 to test), ${WHOLE.epochs} epochs of batches of 32 with Adam, ${WHOLE.seeds} seeds, two arms: the last block and a head trained, and a head alone`,
      groups: [group],
      ratios: {
        "job-vs-ordinary": worstRatio([group], (title) => title.includes(ORDINARY)),
        "job-vs-hand-cached": worstRatio([group], (title) => title.includes(CACHED)),
      },
      figures: {},
      notes: [
        "From the start of the program to its report; imports, decoding of pictures and compiling included.",
        ...(context.full || context.smoke
          ? []
          : [
              `Extrapolated: the ordinary scripts ran ${PART.epochs} epochs with one seed; each further epoch counts as the median of those after the first, each further seed as the first one. \`--full\` runs all of it.`,
            ]),
        "The percentages are test accuracies, which show that all did the same work.",
      ],
      versions,
    };
  },
};

async function contestants(context: CaseContext, versions: Record<string, string>): Promise<WholeProgram[]> {
  const { workplace, full, smoke } = context;
  const [photos, backbone] = [await makePhotos(workplace), await makeBackbone(workplace)];
  const whole = smoke ? SMOKE : WHOLE;
  const scales = !full && !smoke;
  const script = (title: string, file: string, isOrdinary: boolean): WholeProgram => ({
    title,
    extrapolated: isOrdinary && scales,
    ...(isOrdinary ? { rounds: 1 } : {}),
    run: async () => {
      const arms = { arms: [TRANSFER, PROBE], blocks: backboneBlocks };
      const job = { photos, backbone, ...arms, ...(isOrdinary && scales ? PART : whole) };
      const result = await runScript(
        workplace.python(file, JSON.stringify(job)),
        isOrdinary && scales ? whole : undefined,
      );
      Object.assign(versions, result.versions);
      return result;
    },
  });
  return [
    ...(await ours(context, photos, backbone)),
    script(`Keras, ${CACHED}`, "keras_cached_job.py", false),
    script(`PyTorch, ${CACHED}`, "torch_cached_job.py", false),
    script(`Keras, ${ORDINARY}`, "keras_ordinary_job.py", true),
    script(`PyTorch, ${ORDINARY}`, "torch_ordinary_job.py", true),
  ];
}

/** The command line with nothing kept from earlier, then the same job again. */
async function ours({ workplace, smoke }: CaseContext, photos: string, backbone: string): Promise<WholeProgram[]> {
  const experiment = backboneExperiment({ photos, backbone }, TRANSFER, smoke ? SMOKE : WHOLE);
  const job = await BenchJob.create(workplace, "job", { ...experiment, controls: ["linear-probe"] });
  const run = async () => {
    const result = await job.run();
    return { ...result, detail: accuracyText(accuraciesOf(result)) };
  };
  const cold: WholeProgram = {
    title: "Transfer Lab, nothing cached",
    extrapolated: false,
    run: async () => {
      await job.forget();
      return run();
    },
  };
  return [cold, { title: "Transfer Lab, again", extrapolated: false, run }];
}
