/** What can be wrong with the amounts that a split is asked for, as problems on the lines of the experiment file. */
import { t } from "@vscode/l10n";
import type { Amount } from "../experiment/types";
import type { JsonPath, Problem } from "../protocol/problem";
import { unknownName } from "./nearest-name";
import type { SplitRequest } from "./split";

/** The examples of one class, or all of them where numbers are predicted. */
export interface Pool extends PoolSize {
  test: number[];
  /** All that are not test examples, ascending. */
  rest: number[];
}

/** How many there are, whichever they are. */
export interface PoolSize {
  /** Of the class; empty where there are no classes. */
  name: string;
  /** Whether it has labelled examples at all. */
  covered: boolean;
  test: { length: number };
  rest: { length: number };
  /** How many of the rest train and validate. */
  train: number;
  validation: number;
}

const DEFAULT_PLACE: JsonPath = ["target"];

/** A mistake in an experiment file, at a path from its root. */
type Mistake = Pick<Problem, "code" | "message" | "fixes"> & { path: JsonPath };

type Amounts = Pick<SplitRequest, "labelled" | "validation">;

const problemOf = ({ file }: Pick<SplitRequest, "file">, mistake: Mistake): Problem => ({
  severity: "error",
  file,
  place: mistake.path.filter((part) => typeof part === "string").join("."),
  ...mistake,
});

/** Amounts and classes that do not suit what the task predicts. */
export function amountProblem(request: SplitRequest): Problem | undefined {
  const { classes, labelled, place = DEFAULT_PLACE } = request;
  const mistake = classes.length === 0 ? numbersMistake(request, place) : coverageMistakes(labelled, classes, place)[0];
  return mistake && problemOf(request, mistake);
}

/**
 * Amounts a class, and names of classes, where numbers are predicted.
 *
 * @param place of the task in the experiment file
 */
export function numbersMistake(amounts: Amounts, place: JsonPath): Mistake | undefined {
  for (const key of ["labelled", "validation"] as const) {
    const amount = amounts[key];
    if (typeof amount === "string") continue;
    if ("perClass" in amount) {
      const message = t('must be { "fraction": number }, because the task predicts a number, which has no classes');
      return { code: "data/no-classes", path: [...place, key], message };
    }
    if ("classes" in amount && amount.classes !== undefined) {
      const path = [...place, key, "classes"];
      return { code: "data/no-classes", path, ...classesOfNumber(path) };
    }
  }
  return undefined;
}

/** @param path of a list of classes */
export const classesOfNumber = (path: JsonPath): Pick<Mistake, "message" | "fixes"> => ({
  message: t("must be left out, because the task predicts a number, which has no classes"),
  fixes: [{ title: t('Remove "{0}"', "classes"), edits: [{ kind: "remove", path }] }],
});

/**
 * Names of classes with labels that there are not, or more of them than there are.
 *
 * @param place of the task in the experiment file
 */
export function coverageMistakes(labelled: Amount, classes: readonly string[], place: JsonPath): Mistake[] {
  const wanted = typeof labelled === "string" ? undefined : labelled.classes;
  const path = [...place, "labelled", "classes"];
  if (typeof wanted !== "number") return wanted === undefined ? [] : unknownNames("class", classes, wanted, path);
  if (wanted <= classes.length) return [];
  const message = t("must be {0} or fewer, the number of classes, got {1}", classes.length, wanted);
  return [{ code: "data/unknown-class", path, message }];
}

/**
 * What of a list of names the data do not have.
 *
 * @param what the names are of: `class`, `speaker`
 * @param path of the list
 */
export function unknownNames(
  what: string,
  names: readonly string[],
  wanted: readonly string[],
  path: JsonPath,
): Mistake[] {
  return wanted.flatMap((name, index) => {
    if (names.includes(name)) return [];
    const { message, suggestion } = unknownName(what, names, name);
    const at = [...path, index];
    const fixes =
      suggestion === undefined || wanted.includes(suggestion)
        ? []
        : [
            {
              title: t("Change to {0}", JSON.stringify(suggestion)),
              edits: [{ kind: "set" as const, path: at, value: suggestion }],
            },
          ];
    return [
      {
        code: what === "class" ? "data/unknown-class" : "data/unknown-group",
        path: at,
        message,
        ...(fixes.length === 0 ? {} : { fixes }),
      },
    ];
  });
}

/** The class that is shortest of examples speaks for all of them. */
export function shortageProblem(request: Asked, pools: readonly PoolSize[]): Problem | undefined {
  const spare = (pool: PoolSize) => pool.rest.length - Math.max(pool.train, 1) - pool.validation;
  const shortest = pools
    .filter(({ covered }) => covered)
    .reduce<PoolSize | undefined>(
      (least, pool) => (least === undefined || spare(pool) < spare(least) ? pool : least),
      undefined,
    );
  return shortest === undefined || spare(shortest) >= 0 ? undefined : shortageOf(request, shortest);
}

type Asked = Pick<SplitRequest, "labelled" | "validation" | "classes" | "file" | "place">;

function shortageOf(request: Asked, pool: PoolSize): Problem {
  const { labelled, validation, place = DEFAULT_PLACE } = request;
  const available = pool.rest.length;
  const fewest = available - pool.validation;
  const canAskLess = typeof labelled === "object" && "perClass" in labelled && fewest >= 1;
  const path = canAskLess
    ? [...place, "labelled", "perClass"]
    : [...place, labelled === "all" && validation !== "none" ? "validation" : "labelled"];
  const wayOut = canAskLess
    ? t("ask for {0} or fewer a class, or add examples", fewest)
    : request.classes.length === 0
      ? t("add examples")
      : t("add examples of this class");
  return problemOf(request, {
    code: "data/too-few-examples",
    path,
    message: `${shortageText(pool, request.classes.length > 0)}; ${wayOut}`,
    ...(canAskLess
      ? { fixes: [{ title: t("Use {0} a class", fewest), edits: [{ kind: "set", path, value: fewest }] }] }
      : {}),
  });
}

/** What is asked for, and what there is. */
function shortageText({ name, train, validation, test, rest }: PoolSize, hasClasses: boolean): string {
  const asked =
    validation > 0
      ? t("{0} for training and {1} for validation", Math.max(train, 1), validation)
      : t("{0} for training", Math.max(train, 1));
  return hasClasses
    ? t(
        "needs {0} of each class, but class {1} has {2} outside its {3} test examples",
        ...[asked, JSON.stringify(name), rest.length, test.length],
      )
    : t("needs {0}, but there are {1} outside the {2} test examples", asked, rest.length, test.length);
}
