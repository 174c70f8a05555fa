/** What happens to each layer of the source model, from the rules of the experiment file. */
import picomatch from "picomatch";
import { t } from "@vscode/l10n";
import type { LayerSummary } from "../models/layer-summary";
import type { Finding } from "./finding";
import { didYouMean, nearest } from "./suggest";
import type { Experiment, LayerState } from "./types";

type Rules = Experiment["layers"];
type Rule = Rules[number];

export interface ResolvedLayers {
  /** Every layer with weights, from input to output. */
  plan: { name: string; state: LayerState }[];
  problems: Finding[];
}

/**
 * A rule that names a layer beats one with a pattern, a later pattern beats an earlier one. Layers without a rule are
 * copied and trained. A new head stays new unless a rule names it: `*` is said of the layers that are copied.
 *
 * @param layers of the source model, from input to output; those without weights take no part
 * @param head name of its last layer with weights
 * @param headMustBeNew whether the target has other classes than the head
 * @returns problems of rules that match nothing, or only layers without weights
 */
export function resolveLayers(
  rules: Rules,
  layers: readonly LayerSummary[],
  head: string,
  headMustBeNew: boolean,
): ResolvedLayers {
  const weighted = layers.filter(({ parameters }) => parameters > 0).map(({ name }) => name);
  const matchers = rules.map((rule) => ({ rule, matches: picomatch(rule.pattern) }));
  const stateOf = (name: string): LayerState => {
    const named = rules.find(({ pattern }) => pattern === name);
    if (named !== undefined) return named.state;
    if (name === head && headMustBeNew) return "new";
    return matchers.findLast(({ matches }) => matches(name))?.rule.state ?? "train";
  };
  const idle = matchers.filter(({ rule, matches }) => !weighted.some((name) => name === rule.pattern || matches(name)));
  return {
    plan: weighted.map((name) => ({ name, state: stateOf(name) })),
    problems: idle.map(({ rule, matches }) =>
      layers.some(({ name }) => name === rule.pattern || matches(name))
        ? withoutWeights(rule)
        : unknownLayer(rule, rules, weighted),
    ),
  };
}

function withoutWeights({ pattern }: Rule): Finding {
  const path = ["layers", pattern];
  return {
    severity: "warning",
    code: "layers/no-weights",
    path,
    atKey: true,
    message: t("names a layer without weights, for which there is nothing to freeze or train; remove the entry"),
    fixes: [{ title: t('Remove "{0}"', pattern), edits: [{ kind: "remove", path }] }],
  };
}

function unknownLayer({ pattern }: Rule, rules: Rules, weighted: readonly string[]): Finding {
  const path = ["layers", pattern];
  const isPattern = picomatch.scan(pattern).isGlob;
  const taken = new Set(rules.map((rule) => rule.pattern));
  const suggestion = isPattern
    ? undefined
    : nearest(
        pattern,
        weighted.filter((name) => !taken.has(name)),
      );
  const rule = isPattern
    ? t('must match a layer of the source model ({0}), got "{1}"', listed(weighted), pattern)
    : t('must name a layer of the source model ({0}), got "{1}"', listed(weighted), pattern);
  return {
    severity: "error",
    code: "layers/unknown-layer",
    path,
    atKey: true,
    message: `${rule}${didYouMean(suggestion)}`,
    fixes: [
      ...(suggestion === undefined
        ? []
        : [{ title: t('Rename to "{0}"', suggestion), edits: [{ kind: "rename" as const, path, key: suggestion }] }]),
      { title: t('Remove "{0}"', pattern), edits: [{ kind: "remove", path }] },
    ],
  };
}

/** All names of a small network, the ends of a large one. */
function listed(names: readonly string[]): string {
  return names.length <= 10 ? names.join(", ") : [...names.slice(0, 5), "…", ...names.slice(-4)].join(", ");
}
