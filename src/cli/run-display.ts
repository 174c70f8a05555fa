/** Shows a run while it goes on: one live line on a terminal, plain lines elsewhere, or the engine's own messages. */
import { MultiBar, Presets, type SingleBar } from "cli-progress";
import type { EngineClient } from "../client/engine-client";
import type { Figures, MetricRow, Stage } from "../protocol/metrics";
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

/** What is shown of the target's figures, the first loss and the first of the others that there is. */
const losses = ["lossNats", "loss"];
const others: Readonly<Record<string, (value: number) => string>> = {
  accuracy: (value) => `accuracy ${figureText(value, "share")}`,
  r2: (value) => `R² ${figureText(value, "number")}`,
};

function lossText(figures: Figures): string | undefined {
  const loss = losses.map((name) => figures[name]).find((value) => value !== undefined);
  return loss === undefined ? undefined : `loss ${loss.toFixed(3)}`;
}

function otherText(figures: Figures): string | undefined {
  for (const [name, text] of Object.entries(others)) {
    const value = figures[name];
    if (value !== undefined) return text(value);
  }
  return undefined;
}

function figuresText(row: MetricRow): string {
  if (row.type === "trial") return "";
  return [lossText(row.train), otherText(row.train)].map((text) => (text === undefined ? "" : ` · ${text}`)).join("");
}

/** `scratch, seed 2: test accuracy 71.4 % after 30 epochs`; nothing for a row that ends no trial. */
export function trialText(row: MetricRow): string | undefined {
  if (row.type !== "trial") return undefined;
  const figure = otherText(row.test) ?? lossText(row.test);
  const tested = figure === undefined ? "trained" : `test ${figure}`;
  return `${row.arm}, seed ${row.seed}: ${tested} after ${row.epochs} ${row.epochs === 1 ? "epoch" : "epochs"}`;
}
