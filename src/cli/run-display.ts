/** Shows a run while it goes on: one live line on a terminal, plain lines elsewhere, or the engine's own messages. */
import { MultiBar, Presets, type SingleBar } from "cli-progress";
import type { EngineClient } from "../client/engine-client";
import type { MetricRow, Stage } from "../protocol/metrics";
import type { Problem } from "../protocol/problem";
import { figureText } from "../runs/figure-text";
import { note, printJson, problemText } from "./print";

export interface RunDisplay {
  /** Shows what the engine tells from now on. */
  follow(engine: EngineClient): void;
  say(text: string): void;
  close(): void;
}

/** Each of the engine's events as a line of JSON on standard output, as `protocol/engine.ts` spells them. */
export function jsonDisplay(): RunDisplay {
  return {
    follow: (engine) => {
      engine.onStage((stage) => {
        printJson({ type: "stage", stage });
      });
      engine.onState((state) => {
        printJson({ type: "state", state });
      });
      engine.onRow((row) => {
        printJson({ type: "row", row });
      });
      engine.onWarning((problem) => {
        printJson({ type: "warning", problem });
      });
      engine.onEnded((reason) => {
        printJson({ type: "ended", reason });
      });
      engine.onFailed((problem) => {
        printJson({ type: "failed", problem });
      });
    },
    say: note,
    close: () => undefined,
  };
}

export const humanDisplay = (): RunDisplay => (process.stderr.isTTY ? liveDisplay() : plainDisplay());

function plainDisplay(): RunDisplay {
  let lastStage = "";
  return {
    follow: (engine) => {
      engine.onStage(({ text }) => {
        if (text !== lastStage) note(text);
        lastStage = text;
      });
      engine.onRow((row) => {
        const line = trialText(row);
        if (line !== undefined) note(line);
      });
      engine.onWarning((problem) => {
        note(problemText(problem));
      });
    },
    say: note,
    close: () => undefined,
  };
}

function liveDisplay(): RunDisplay {
  const bars = new MultiBar(
    {
      format: "{bar} {stage}{figures}",
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const bar: SingleBar = bars.create(1, 0, { stage: "Starting the training engine", figures: "" });
  const say = (text: string): void => {
    bars.log(`${text}\n`);
  };
  return {
    follow: (engine) => {
      engine.onStage((stage) => {
        bar.setTotal(stage.total ?? 1);
        bar.update(stage.done ?? 0, { stage: stageText(stage), figures: "" });
      });
      engine.onRow((row) => {
        bar.update({ figures: figuresText(row) });
        const line = trialText(row);
        if (line !== undefined) say(line);
      });
      engine.onWarning((problem: Problem) => {
        say(problemText(problem));
      });
    },
    say,
    close: () => {
      bars.stop();
    },
  };
}

function stageText({ text, done, total, unit }: Stage): string {
  if (done === undefined) return text;
  const amount = total === undefined ? String(done) : `${done} of ${total}`;
  return `${text} · ${amount}${unit === undefined ? "" : ` ${unit}`}`;
}

function figuresText(row: MetricRow): string {
  if (row.type === "trial") return "";
  const { lossNats, accuracy } = row.train;
  const loss = lossNats === undefined ? "" : ` · loss ${lossNats.toFixed(3)}`;
  return `${loss}${accuracy === undefined ? "" : ` · accuracy ${figureText(accuracy, "share")}`}`;
}

/** `scratch, seed 2: test accuracy 71.4 % after 30 epochs` */
function trialText(row: MetricRow): string | undefined {
  if (row.type !== "trial") return undefined;
  const { accuracy, lossNats } = row.test;
  const figure = accuracy === undefined ? `loss ${String(lossNats)}` : `accuracy ${figureText(accuracy, "share")}`;
  return `${row.arm}, seed ${row.seed}: test ${figure} after ${row.epochs} ${row.epochs === 1 ? "epoch" : "epochs"}`;
}
