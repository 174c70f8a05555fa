/** How many examples of either data there are, in words. */
import { t } from "@vscode/l10n";
import { count, plural } from "../format";

export const testExamples = (n: number): string => plural(n, t("1 test example"), t("{0} test examples", count(n)));

export const trainingExamples = (n: number): string =>
  plural(n, t("1 training example"), t("{0} training examples", count(n)));
