/**
 * Kills engines 50 times at random moments, at least 10 of them inside the write of a checkpoint, with three optimizers,
 * and compares what the resumed runs end with to runs without a break. Exit code 1 where a bit differs.
 *
 *     bench:crashes [KILLS [KILLS INSIDE WRITES]]
 */
import { crashPlans, crashRuns, killsOf } from "../test/support/engine-crashes";
import { nativeRuntime } from "../test/support/engine-runtime";
import { moments } from "../test/support/killable-engine";
import { temporaryFolder } from "../test/support/temporary-folder";
import { writeCrashWorkspace } from "../test/support/crash-workspace";

async function main(kills: number, inWrites: number): Promise<number> {
  const runtime = await nativeRuntime();
  const workspace = temporaryFolder("bench-crashes");
  const start = performance.now();
  const rows: Record<string, string | number>[] = [];
  const differences: string[] = [];
  try {
    await writeCrashWorkspace(workspace.path);
    for (const plan of crashPlans(kills, inWrites)) {
      const result = await crashRuns(plan, workspace.path, runtime);
      differences.push(...result.differences);
      rows.push({
        optimizer: plan.optimizer,
        kills: killsOf(result),
        ...Object.fromEntries(moments.map((moment) => [`while ${moment}`, result.kills[moment]])),
        "runs compared": result.compared,
        different: result.differences.length,
        "life of an engine, s": (result.lifeMs / 1000).toFixed(1),
      });
    }
  } finally {
    workspace.remove();
  }
  console.table(rows);
  for (const difference of differences) console.error(difference);
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s, ${differences.length} differences`);
  return differences.length === 0 ? 0 : 1;
}

const [kills = 50, inWrites = 10] = process.argv.slice(2).map(Number);
void main(kills, inWrites).then((code) => (process.exitCode = code));
