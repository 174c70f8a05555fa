/** Whether there are classes to tell apart, and examples enough of them. */
import { t } from "@vscode/l10n";
import { listedWithAnd } from "../data/listed";
import { coverageMistakes, numbersMistake } from "../data/split-faults";
import { methods } from "../methods";
import type { MethodSpec } from "../methods/define";
import type { DataPlace } from "./data-places";
import { shortageIn } from "./example-counts";
import type { DataFacts } from "./facts";
import type { Examined } from "./examined";
import type { Finding } from "./finding";
import { setFix } from "./fixes";
import type { TaskSettings } from "./types";

/** @param place of data, one of the @param places that the experiment names */
export function checkAmounts(
  place: DataPlace,
  { places, method, experiment: { file } }: Pick<Examined, "places" | "method" | "experiment">,
): Finding[] {
  const { role, ref, task, chosen } = place;
  if (role === "test" || task?.labels === "hidden") return [];
  // Of two named ones another may be misspelt, which is said elsewhere.
  const isOne = chosen?.classes.length === 1 && (ref.classes === undefined || ref.classes.length === 1);
  const oneClass = isOne ? [onlyOneClass(place, chosen)] : [];
  if (task === undefined || oneClass.length > 0) return oneClass;
  return task.predicts === "number"
    ? checkNumbers(place, task, method)
    : [
        ...checkCoverage(place, task),
        ...checkEnough(place, task, shortageIn(place, places, file)),
        ...checkValidation(place, task),
      ];
}

const onlyOneClass = ({ path, ref }: DataPlace, { classes }: DataFacts): Finding => ({
  severity: "error",
  code: "data/one-class",
  path: [...path, ref.classes === undefined ? "dataset" : "classes"],
  message: t('must have two classes or more to tell apart, got only "{0}"', classes[0] ?? ""),
});

function checkNumbers({ path }: DataPlace, task: TaskSettings, method: MethodSpec): Finding[] {
  if (method.numbers) {
    const mistake = numbersMistake(task, path);
    return mistake === undefined ? [] : [{ severity: "error", ...mistake }];
  }
  const at = [...path, "predicts"];
  const others = methods.filter(({ numbers }) => numbers).map(({ title }) => title);
  return [
    {
      severity: "error",
      code: "data/numbers-not-predicted",
      path: at,
      message:
        others.length === 0
          ? t('must be "class", because {0} tells classes apart, got "number"', method.title)
          : t(
              'must be "class", because {0} tells classes apart, got "number"; numbers are predicted by {1}',
              method.title,
              listedWithAnd(others),
            ),
      fixes: [setFix(t('Change to "{0}"', "class"), at, "class")],
    },
  ];
}

function checkCoverage({ path, chosen }: DataPlace, { labelled }: TaskSettings): Finding[] {
  if (chosen === undefined || chosen.classes.length === 0) return [];
  return coverageMistakes(labelled, chosen.classes, path).map((mistake) => ({ severity: "error", ...mistake }));
}

/** What no division among the classes could give is said first; the fix is the one for the classes as they are. */
function checkEnough(place: DataPlace, task: TaskSettings, shortage: Finding[] | undefined): Finding[] {
  const fixes = shortage?.[0]?.fixes;
  const atMost = checkCounts(place, task).map((finding) => ({ ...finding, ...(fixes && { fixes }) }));
  return atMost.length > 0 ? atMost : (shortage ?? []);
}

/** So many examples of each class with labels there can be at most, however they are divided among the classes. */
function checkCounts({ path, chosen }: DataPlace, { labelled, test }: TaskSettings): Finding[] {
  if (chosen?.count === undefined || chosen.classes.length === 0) return [];
  if (typeof labelled === "string" || !("perClass" in labelled)) return [];
  const { count, classes } = chosen;
  const covered = Array.isArray(labelled.classes) ? labelled.classes.length : (labelled.classes ?? classes.length);
  const available = typeof test === "object" && "fraction" in test ? count * (1 - test.fraction) : count;
  const most = Math.floor(available / covered);
  if (labelled.perClass <= most) return [];
  return [
    {
      severity: "error",
      code: "data/too-few-examples",
      path: [...path, "labelled", "perClass"],
      message:
        labelled.classes === undefined
          ? t(
              "must be {0} or fewer, because {1} examples of {2} classes leave no more for training, got {3}",
              ...[most, count, classes.length, labelled.perClass],
            )
          : t(
              "must be {0} or fewer, because {1} examples of {2} classes, {3} of them with labels, leave no more for training, got {4}",
              ...[most, count, classes.length, covered, labelled.perClass],
            ),
      ...(most > 0 && { fixes: [setFix(t("Use {0} a class", most), [...path, "labelled", "perClass"], most)] }),
    },
  ];
}

function checkValidation({ path }: DataPlace, { labelled, validation }: TaskSettings): Finding[] {
  const [asked, kept] = [perClassOf(labelled), perClassOf(validation)];
  if (asked === undefined || kept === undefined || kept <= asked) return [];
  return [
    {
      severity: "warning",
      code: "data/much-validation",
      path: [...path, "validation", "perClass"],
      message: t("takes more labelled examples of each class than the training gets ({0}), got {1}", asked, kept),
      fixes: [setFix(t("Use {0} a class", asked), [...path, "validation", "perClass"], asked)],
    },
  ];
}

const perClassOf = (amount: string | { perClass: number } | { fraction: number }): number | undefined =>
  typeof amount === "object" && "perClass" in amount ? amount.perClass : undefined;
