/** (e) From Run to the first step, on the sample workspace. */
import { existsSync } from "node:fs";
import path from "node:path";
import { BenchJob, rowOf } from "../lib/experiment";
import type { BenchCase } from "../lib/measurement";
import { runProgram } from "../lib/program";
import type { Workplace } from "../lib/workplace";
import { measurePrograms, type WholeProgram } from "../lib/whole-programs";

const EXPERIMENT = "fine-tuning.transfer.json";
const [COLD, WARM] = ["cold: the source model is trained first", "warm: the source model is there"];

export const untilFirstStep: BenchCase = {
  id: "e",
  async measure({ workplace, say, smoke }) {
    const job = new BenchJob(workplace, await sampleWorkspace(workplace), EXPERIMENT);
    const untilRow = async () => {
      const result = await job.run((line) => rowOf(line) !== undefined);
      if (result.secondsUntilStop === undefined) throw new Error("the run ended without a row");
      return { ...result, seconds: result.secondsUntilStop };
    };
    const cold: WholeProgram = {
      title: COLD,
      rounds: smoke ? 1 : 2,
      extrapolated: false,
      run: async () => {
        await job.forget();
        return untilRow();
      },
    };
    const warm: WholeProgram = { title: WARM, extrapolated: false, run: untilRow };
    const group = await measurePrograms({
      title: "The sample workspace",
      programs: [cold, warm],
      rounds: smoke ? 1 : 6,
      say,
    });
    const entries = group.entries.map(({ ratio: _, ...entry }) => entry);
    const medianOf = (wanted: string) => entries.find(({ title }) => title === wanted)?.median ?? NaN;
    return {
      title: "From Run to the first step",
      unit: "s",
      of: `the time from the start of \`transfer-lab run ${EXPERIMENT} --json\` in the sample workspace to the first row of the training`,
      groups: [{ ...group, entries }],
      ratios: {},
      figures: { "start-cold-s": medianOf(COLD), "start-warm-s": medianOf(WARM) },
      notes: ["Target: warm under 2 s."],
      versions: {},
    };
  },
};

async function sampleWorkspace(workplace: Workplace): Promise<string> {
  const folder = path.join(workplace.folder, "sample");
  if (!existsSync(path.join(folder, EXPERIMENT))) await runProgram(workplace.transferLab("sample", folder));
  return folder;
}
