/** What the UI tests do with experiments: files in the workspace, runs, and the panel. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { metricRowSchema, type MetricRow } from "../../../src/protocol/metrics";
import { runStatusSchema, type RunStatus } from "../../../src/runs/layout";
import { until } from "../../support/until";
import type { Workbench } from "../workbench";

/** Makes an experiment out of the one of the workspace. */
export function writeExperiment(workbench: Workbench, name: string, change: (text: string) => string): void {
  const text = readFileSync(path.join(workbench.folder, "clusters.transfer.json"), "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`${name} is as the original`);
  writeFileSync(path.join(workbench.folder, name), changed);
}

/** One seed, and steps of one example each, so that a run outlasts what is done to it meanwhile. */
export const unhurried = (text: string): string =>
  text.replace('"epochs": 20, "seeds": [1, 2, 3]', '"epochs": 100, "batchSize": 1, "seeds": [1]');

/** The run folder of an experiment that ran once. */
export function runFolder(workbench: Workbench, experiment: string): string | undefined {
  const runs = path.join(workbench.folder, ".transfer-lab", "runs");
  const mine = new RegExp(`^${experiment}-\\d{8}-`);
  const [only] = readRuns(runs).filter((name) => mine.test(name));
  return only === undefined ? undefined : path.join(runs, only);
}

const readRuns = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

export function statusOf(run: string): RunStatus {
  return runStatusSchema.parse(JSON.parse(readFileSync(path.join(run, "state.json"), "utf8")));
}

/** Whole lines only: the engine may be writing the last one. */
export function rowsOf(run: string): MetricRow[] {
  const text = readFileSync(path.join(run, "metrics.jsonl"), "utf8");
  const lines = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => metricRowSchema.parse(JSON.parse(line)));
}

/** Waits until the engine has written at least so many rows. */
export const rowsWritten = (workbench: Workbench, experiment: string, count: number): Promise<string> =>
  until(() => {
    const run = runFolder(workbench, experiment);
    return run !== undefined && rowsOf(run).length >= count && run;
  }, `${count} rows of ${experiment}`);

export const stateReached = (run: string, state: RunStatus["state"]): Promise<true> =>
  until(() => statusOf(run).state === state, `${run} to be ${state}`, 90_000);

/** What is missing or doubled in the rows of a run: nothing, where each trial has every step and epoch exactly once. */
export function flaws(rows: readonly MetricRow[]): string[] {
  const numbers = new Map<string, number[]>();
  for (const row of rows) {
    if (row.type === "trial") continue;
    const key = `${row.type}s of ${row.arm}, seed ${row.seed}`;
    numbers.set(key, [...(numbers.get(key) ?? []), row.type === "step" ? row.step : row.epoch]);
  }
  return [...numbers].flatMap(([key, seen]) =>
    seen.every((number, index) => number === index + 1) ? [] : [`${key}: ${seen.join(" ")}`],
  );
}

/** The page of the run panel. */
export const panel = (workbench: Workbench): Promise<Frame> => workbench.webviewFrame("header.run-header");

/** The loss curves of the panel as the table behind them says them; the curves are shown again afterwards. */
export async function lossTable(frame: Frame): Promise<string> {
  const card = frame.locator('[data-figure="lossNats"]');
  const asTable = card.getByText("Show as table");
  await asTable.click();
  const text = await card.locator("table").innerText();
  await asTable.click();
  return text;
}
