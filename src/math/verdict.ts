/** The answer to "what does the transfer bring me?" as a sentence, from the paired gain over a control. */
import type { Interval, Report } from "../protocol/report";

type Headline = Report["headline"];
type Verdict = Report["verdict"];

/**
 * @param gain transfer − control, paired over seeds, with the control's id; undefined where no control was run
 * @param headline what the figures are; a share is told in points (hundredths)
 */
export function verdictOf(gain: { control: string; gain: Interval } | undefined, headline: Headline): Verdict {
  if (gain === undefined) {
    const sentence = "Not compared: no control was run; add one to see what the transfer brings.";
    return { kind: "not-compared", sentence };
  }
  const { mean, low, high, n } = gain.gain;
  const control = gain.control === "scratch" ? "scratch" : `the ${gain.control.replaceAll("-", " ")}`;
  const difference = `${signed(mean, headline)} ${headline.unit === "share" ? "points" : headline.title.toLowerCase()}`;
  if (low === undefined || high === undefined) {
    const sentence = `Inconclusive: ${difference} over ${control} with one seed; use 3 seeds or more to tell it from chance.`;
    return { kind: "inconclusive", sentence };
  }
  const evidence = `(95 % interval ${signed(low, headline)} to ${signed(high, headline)}, ${n} seeds)`;
  const [worst, best] = headline.better === "higher" ? [low, high] : [-high, -low];
  if (worst > 0) return { kind: "positive", sentence: `Transfer brings ${difference} over ${control} ${evidence}.` };
  if (best < 0)
    return { kind: "negative", sentence: `Negative transfer: ${difference} against ${control} ${evidence}.` };
  return {
    kind: "inconclusive",
    sentence: `Inconclusive: ${difference} over ${control} ${evidence}; more seeds or test examples narrow the interval.`,
  };
}

/** `+6.2` for a share of 0.062, `−0.310` for a number. */
function signed(value: number, { unit }: Headline): string {
  const [scaled, digits] = unit === "share" ? [value * 100, 1] : [value, 3];
  const text = Math.abs(scaled).toFixed(digits);
  return `${scaled < 0 && Number(text) !== 0 ? "−" : "+"}${text}`;
}
