/** Shows where a download or an installation is: a bar on a terminal, a line for each stage elsewhere. */
import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../packages/progress";
import { formatBytes } from "../runtime/doctor-report";
import { note } from "./print";

export interface TaskProgress {
  show(progress: Progress): void;
  /** Leaves the terminal as it should be; call it before anything else is printed. */
  close(): void;
}

export const taskProgress = (): TaskProgress => (process.stderr.isTTY ? bar() : lines());

function lines(): TaskProgress {
  let last = "";
  return {
    show: ({ stage }) => {
      if (stage !== last) note(stage);
      last = stage;
    },
    close: () => undefined,
  };
}

function bar(): TaskProgress {
  const single = new SingleBar(
    {
      format: "{bar} {stage} {amount}",
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let stage = "";
  let started = false;
  return {
    show: (progress) => {
      const { doneBytes = 0, totalBytes = 0 } = progress;
      const payload = { stage: progress.stage, amount: amountText(progress) };
      if (started) single.setTotal(Math.max(1, totalBytes));
      else single.start(Math.max(1, totalBytes), 0, payload);
      started = true;
      stage = progress.stage;
      single.update(doneBytes, payload);
    },
    close: () => {
      single.stop();
      if (stage !== "") note(stage);
    },
  };
}

function amountText({ doneBytes, totalBytes }: Progress): string {
  if (doneBytes === undefined) return "";
  return totalBytes === undefined ? formatBytes(doneBytes) : `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
}

/** Runs a task with its progress shown. */
export async function withProgress<T>(task: (onProgress: (progress: Progress) => void) => Promise<T>): Promise<T> {
  const progress = taskProgress();
  try {
    return await task((update) => {
      progress.show(update);
    });
  } finally {
    progress.close();
  }
}
