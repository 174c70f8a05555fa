/** The answer to "what does the transfer bring me?" as a sentence, from the paired gain over a control. */
import { t } from "@vscode/l10n";
import { inLanguage, inSentence } from "../methods/in-language";
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
 * @returns in the language of the editor, given the titles as the specs have them
 */
export function verdictOf(compared: Compared | undefined, about: { headline: Headline; method: string }): Verdict {
  const { headline, method } = about;
  if (compared === undefined) {
    const sentence = t("Not compared: no control was run; add one to see what the transfer brings.");
    return { kind: "not-compared", sentence };
  }
  const { mean, low, high, n } = compared.gain;
  const overScratch = compared.control === SCRATCH;
  const control = overScratch ? t("scratch") : inSentence(compared.title);
  const unit = headline.unit === "share" ? t("points") : inSentence(headline.title);
  const difference = `${signed(mean, headline)} ${unit}`;
  if (low === undefined || high === undefined) {
    const sentence = t(
      "Inconclusive: {0} over {1} with one seed; use 3 seeds or more to tell it from chance.",
      ...[difference, control],
    );
    return { kind: "inconclusive", sentence };
  }
  const evidence = t("(95 % interval {0} to {1}, {2} seeds)", signed(low, headline), signed(high, headline), n);
  const values = [difference, control, evidence];
  const [worst, best] = headline.better === "higher" ? [low, high] : [-high, -low];
  if (worst > 0) {
    const sentence = overScratch
      ? t("Transfer brings {0} over {1} {2}.", ...values)
      : t("{3} brings {0} over {1} {2}.", ...values, inLanguage(method));
    return { kind: "positive", sentence };
  }
  if (best < 0) {
    const sentence = overScratch
      ? t("Negative transfer: {0} against {1} {2}.", ...values)
      : t("{3} is worse: {0} against {1} {2}.", ...values, inLanguage(method));
    return { kind: "negative", sentence };
  }
  const sentence = t("Inconclusive: {0} over {1} {2}; more seeds or test examples narrow the interval.", ...values);
  return { kind: "inconclusive", sentence };
}

/** `+6.2` for a share of 0.062, `−0.310` for a number. */
function signed(value: number, { unit }: Headline): string {
  const [scaled, digits] = unit === "share" ? [value * 100, 1] : [value, 3];
  const text = Math.abs(scaled).toFixed(digits);
  return `${scaled < 0 && Number(text) !== 0 ? "−" : "+"}${text}`;
}
