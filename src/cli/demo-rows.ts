/** The result of the demonstration: accuracies by the number of labelled examples. */
import type { Report } from "../protocol/report";
import { figureText, gainIntervalText, gainText } from "../runs/figure-text";
import { tableLines } from "./table";

/** Accuracies 0..1, means over seeds; the gain is transfer − scratch, paired, with its 95 % interval. */
export interface DemoRow {
  perClass: number;
  transfer: number;
  linearProbe: number;
  scratch: number;
  gain: { mean: number; low: number; high: number };
}

/** @throws Error where the report lacks an arm or has one seed only: the demonstration's experiments have them all */
export function demoRow(perClass: number, { arms, gains }: Report): DemoRow {
  const mean = (id: string): number => wanted(arms.find(({ arm }) => arm === id)?.figure.mean, id);
  const gain = gains.find(({ control }) => control === "scratch")?.gain;
  return {
    perClass,
    transfer: mean("transfer"),
    linearProbe: mean("linear-probe"),
    scratch: mean("scratch"),
    gain: {
      mean: wanted(gain?.mean, "gain"),
      low: wanted(gain?.low, "gain.low"),
      high: wanted(gain?.high, "gain.high"),
    },
  };
}

function wanted(value: number | undefined, name: string): number {
  if (value === undefined) throw new Error(`the report has no ${name}`);
  return value;
}

export const demoTable = (rows: readonly DemoRow[]): string[] =>
  tableLines([
    ["labelled", "transfer", "linear probe", "scratch", "gain over scratch", "95 % interval"],
    ...rows.map(({ perClass, transfer, linearProbe, scratch, gain }) => [
      String(perClass),
      ...[transfer, linearProbe, scratch].map((figure) => figureText(figure, "share")),
      `${gainText(gain.mean, "share")} points`,
      gainIntervalText({ ...gain, n: 0 }, "share"),
    ]),
  ]);
