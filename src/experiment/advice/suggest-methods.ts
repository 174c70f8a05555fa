/**
 * Which methods suit what a person has, best first, by rules that can be read and argued with: each is a condition, points
 * and a sentence. Points only order; a method that cannot be used at all is left out. Where a rule comes from a paper or
 * from a finding of ours (`bench/findings`), it says so.
 */
import { t } from "@vscode/l10n";
import type { MethodSpec } from "../../methods/define";
import { inLanguage } from "../../methods/in-language";
import { methodRules, type Rule } from "./method-rules";
import type { Situation } from "./situation";

export interface Suggestion {
  method: string;
  title: string;
  points: number;
  /** Sentences, what speaks for it first. */
  reasons: string[];
  /** What has to be there first: a sentence each. */
  lacks: string[];
}

/** Where nothing else is said, a method that fits the cell has so many points. */
const FITS = 2;

export function suggestMethods(situation: Situation, methods: readonly MethodSpec[]): Suggestion[] {
  return methods
    .filter((method) => isPossible(method, situation))
    .map((method) => judged(method, situation))
    .toSorted((one, two) => two.points - one.points || one.title.localeCompare(two.title));
}

/** Labels that are there can be left aside; those that are not cannot be made. Numbers need a method that predicts them. */
function isPossible({ needs, numbers }: MethodSpec, { source, target }: Situation): boolean {
  if (target.predicts === "number" && !numbers) return false;
  if (needs.source === "labelled" && !source.isLabelled) return false;
  return needs.target === "unlabelled" || target.isLabelled;
}

function judged(method: MethodSpec, situation: Situation): Suggestion {
  const held = rulesOf(method).filter(({ holds }) => holds(situation));
  const sentences = (wanted: (rule: Rule) => boolean) => held.filter(wanted).map(({ says }) => says(situation));
  const reasons = [
    ...sentences(({ points, lack }) => points >= 0 && lack !== true),
    ...sentences(({ points, lack }) => points < 0 && lack !== true),
  ];
  return {
    method: method.id,
    title: inLanguage(method.title),
    points: held.reduce((sum, { points }) => sum + points, FITS),
    // Where no rule says anything, what the method is for.
    reasons: reasons.length > 0 ? reasons : [inLanguage(method.summary)],
    lacks: sentences(({ lack }) => lack === true),
  };
}

function rulesOf({ id, needs, sources, semantics }: MethodSpec): Rule[] {
  return [
    {
      holds: ({ target }) => needs.target === "unlabelled" && target.isLabelled,
      points: -3,
      says: () => t("It would leave the labels that you have aside."),
    },
    {
      holds: ({ source }) => needs.source === "unlabelled" && source.isLabelled,
      points: -2,
      says: () => t("It would leave the labels of the source aside."),
    },
    {
      holds: ({ source }) => source.what === "network" && !sources.includes("model"),
      points: -1,
      says: () => t("It learns from examples of the source, which a saved network does not bring."),
      lack: true,
    },
    {
      holds: ({ tasks }) => sources[0] === "tasks" && tasks === 0,
      points: -1,
      says: () => t("It needs other tasks with labels of their own, on inputs of the same kind."),
      lack: true,
    },
    {
      holds: (situation) => semantics !== undefined && situation.semantics !== semantics,
      points: -1,
      says: () =>
        semantics === "attributes"
          ? t("It needs a table of attributes: a row for each class, a column for each attribute.")
          : t("It needs word vectors, which Get Source Model… brings."),
      lack: true,
    },
    ...(methodRules[id] ?? []),
  ];
}
