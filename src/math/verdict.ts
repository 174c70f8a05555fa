/** The answer to "what does the transfer bring me?" as a sentence, from the paired gain over a control. */
import type { Headline, Interval, Report } from "../protocol/report";

type Verdict = Report["verdict"];

/** The control that asks whether there should be any transfer at all. */
const SCRATCH = "scratch";

/** The gain over one control: method − control, paired over seeds. */
export interface Compared {
  /** Id of the control. */
  control: string;
  /** Its title: `From scratch`, `Plain fine-tuning`. */
  title: string;
  gain: Interval;
}

/**
 * Over scratch the sentence is about transfer as such, over any other control it is about the method.
 *
 * @param compared the gain over the first control; undefined where no control was run
 * @param about what the figures are (a share is told in points, hundredths), and the title of the method
 */
export function verdictOf(compared: Compared | undefined, about: { headline: Headline; method: string }): Verdict {
  const { headline, method } = about;
  if (compared === undefined) {
    const sentence = "Not compared: no control was run; add one to see what the transfer brings.";
    return { kind: "not-compared", sentence };
  }
  const { mean, low, high, n } = compared.gain;
  const overScratch = compared.control === SCRATCH;
  const control = overScratch ? "scratch" : compared.title.toLowerCase();
  const difference = `${signed(mean, headline)} ${headline.unit === "share" ? "points" : inSentence(headline.title)}`;
  if (low === undefined || high === undefined) {
    const sentence = `Inconclusive: ${difference} over ${control} with one seed; use 3 seeds or more to tell it from chance.`;
    return { kind: "inconclusive", sentence };
  }
  const evidence = `(95 % interval ${signed(low, headline)} to ${signed(high, headline)}, ${n} seeds)`;
  const [worst, best] = headline.better === "higher" ? [low, high] : [-high, -low];
  if (worst > 0) {
    const sentence = `${overScratch ? "Transfer" : method} brings ${difference} over ${control} ${evidence}.`;
    return { kind: "positive", sentence };
  }
  if (best < 0) {
    const fault = overScratch ? "Negative transfer" : `${method} is worse`;
    return { kind: "negative", sentence: `${fault}: ${difference} against ${control} ${evidence}.` };
  }
  return {
    kind: "inconclusive",
    sentence: `Inconclusive: ${difference} over ${control} ${evidence}; more seeds or test examples narrow the interval.`,
  };
}

/** `Explained variance (R²)` becomes `explained variance (R²)`. */
const inSentence = (title: string): string => `${title.charAt(0).toLowerCase()}${title.slice(1)}`;

/** `+6.2` for a share of 0.062, `−0.310` for a number. */
function signed(value: number, { unit }: Headline): string {
  const [scaled, digits] = unit === "share" ? [value * 100, 1] : [value, 3];
  const text = Math.abs(scaled).toFixed(digits);
  return `${scaled < 0 && Number(text) !== 0 ? "−" : "+"}${text}`;
}
