/** A report whose titles and verdict speak the language of the editor; on disk they are English, whoever wrote it. */
import type { Experiment } from "../experiment/types";
import { armTitle } from "../methods/arm-title";
import { inLanguage, isEnglish } from "../methods/in-language";
import { methodById } from "../methods/index";
import type { Headline, Report } from "../protocol/report";
import { verdictOf } from "./verdict";

type Compared = Pick<Report, "headline" | "arms" | "gains">;

/** As it was written where that is English, or of a method that this version does not know. */
export function reportInLanguage(report: Report, { method, sweep }: Pick<Experiment, "method" | "sweep">): Report {
  const title = methodById(method)?.title;
  if (isEnglish() || title === undefined) return report;
  const titled = ({ headline, arms, gains }: Compared): Compared => ({
    headline: headlineInLanguage(headline),
    arms: arms.map((one) => ({ ...one, title: armTitle(method, one.arm) })),
    gains: gains.map((one) => ({ ...one, title: armTitle(method, one.control) })),
  });
  return {
    ...report,
    ...titled(report),
    ...(report.tasks && { tasks: report.tasks.map((task) => ({ ...task, ...titled(task) })) }),
    // The best cut of a sweep is named by what the run has concluded.
    ...(sweep === null && { verdict: verdictInLanguage(report, title) }),
  };
}

export const headlineInLanguage = (headline: Headline): Headline => ({
  ...headline,
  title: inLanguage(headline.title),
});

/** What was decided when the run ended stays. */
function verdictInLanguage({ verdict, headline, gains }: Report, method: string): Report["verdict"] {
  const said = verdictOf(gains[0], { headline, method });
  return said.kind === verdict.kind ? said : verdict;
}
