/** Which words stand for the candidates and for the classifier's labels, and where the words do not tell. */
import { t } from "@vscode/l10n";
import { homographs, synonymsOf, wordsFor, type NamedWords } from "../../data/semantics/class-names";
import { listedWithAnd, listedWithOr } from "../../data/listed";
import { quoteList } from "../../data/fault";
import type { WordVectors } from "../../data/semantics/types";
import { dataPlaces } from "../../experiment/data-places";
import { usable, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import type { Experiment } from "../../experiment/types";
import type { JsonPath } from "../../protocol/problem";

type Vocabulary = Pick<WordVectors, "has" | "suggestionsFor">;

interface Given {
  experiment: Experiment;
  facts: ExperimentFacts;
  /** Classes of the classifier; undefined where they are not known. */
  labels: readonly string[] | undefined;
}

/** A candidate, and where the experiment names it. */
interface Candidate extends NamedWords {
  path: JsonPath;
}

export function checkWords({ experiment, facts, labels }: Given): Finding[] {
  const vocabulary = vocabularyOf(facts);
  if (vocabulary === undefined) return [];
  const candidates = candidatesOf(experiment, facts, vocabulary);
  const named = (labels ?? []).map((label) => wordsFor(label, vocabulary));
  return [
    ...unknownCandidates(candidates, vocabulary),
    ...twinCandidates(candidates),
    ...seenCandidates(candidates, labels ?? []),
    ...unknownLabels(named, experiment),
    ...twinLabels(named),
  ];
}

function vocabularyOf(facts: ExperimentFacts): Vocabulary | undefined {
  const semantics = usable(facts.semantics);
  return semantics?.kind === "vectors" ? semantics.vectors : undefined;
}

function candidatesOf(experiment: Experiment, facts: ExperimentFacts, vocabulary: Vocabulary): Candidate[] {
  const typed = experiment.semantics?.kind === "vectors" ? experiment.semantics.labels : undefined;
  const target = dataPlaces(experiment, facts).find(({ role }) => role === "target");
  const names = typed ?? target?.chosen?.classes ?? [];
  return names.map((name, index) => ({
    ...wordsFor(name, vocabulary),
    path: typed === undefined ? ["target", "dataset"] : ["semantics", "labels", index],
  }));
}

/** Suggestions for an unknown word. */
const MOST_SUGGESTIONS = 3;

function unknownCandidates(candidates: readonly Candidate[], vocabulary: Vocabulary): Finding[] {
  return candidates.flatMap(({ name, words, unknown, path }): Finding[] => {
    const wayOut = otherName(unknown, vocabulary);
    if (words.length === 0) {
      const message = t(
        "must be a name of which a word is among the word vectors, got {0}; {1}",
        ...[JSON.stringify(name), wayOut],
      );
      return [{ severity: "error", code: "convex-combination/unknown-label", path, message }];
    }
    if (unknown.length === 0) return [];
    const message = t(
      "{0} of {1} is not among the word vectors, so that {2} alone stands for it; {3}",
      ...[quoted(unknown), JSON.stringify(name), quoted(words), wayOut],
    );
    return [{ severity: "warning", code: "convex-combination/unknown-word", path, message }];
  });
}

function otherName(unknown: readonly string[], vocabulary: Vocabulary): string {
  const near = unknown.flatMap((word) => vocabulary.suggestionsFor(word, MOST_SUGGESTIONS));
  return near.length === 0
    ? t("use another name")
    : t("use another name, perhaps with {0}", listedWithOr(near.map((word) => JSON.stringify(word))));
}

const quoted = (words: readonly string[]): string => listedWithAnd(words.map((word) => JSON.stringify(word)));

/** Candidates with the same words get the same score for every example. */
function twinCandidates(candidates: readonly Candidate[]): Finding[] {
  return homographs(candidates).flatMap((group): Finding[] => {
    const [first, ...others] = group.flatMap((index) => candidates[index] ?? []);
    if (first === undefined) return [];
    const message = t(
      "{0} cannot be told apart: {1} stands for each; use names that differ",
      ...[quoted([first, ...others].map(({ name }) => name)), quoted(first.words)],
    );
    return [{ severity: "warning", code: "convex-combination/same-words", path: first.path, message }];
  });
}

/** What the classifier was taught is no zero-shot: it can be asked itself. */
function seenCandidates(candidates: readonly Candidate[], labels: readonly string[]): Finding[] {
  const taught = new Set(labels.flatMap(synonymsOf));
  const seen = candidates.filter(({ name }) => synonymsOf(name).some((synonym) => taught.has(synonym)));
  const [first] = seen;
  if (first === undefined) return [];
  const names = quoteList(seen.map(({ name }) => name));
  return [
    {
      severity: "info",
      code: "convex-combination/seen-label",
      path: first.path,
      message:
        seen.length === 1
          ? t(
              "{0} is a label of the source model itself, which was taught with examples; figures that count them are not zero-shot",
              names,
            )
          : t(
              "{0} are labels of the source model itself, which was taught with examples; figures that count them are not zero-shot",
              names,
            ),
    },
  ];
}

function unknownLabels(labels: readonly NamedWords[], { source }: Experiment): Finding[] {
  const unknown = labels.filter(({ words }) => words.length === 0);
  if (unknown.length === 0) return [];
  const path = source.kind === "model" ? ["source", "model"] : ["source", "dataset"];
  const names = quoteList(unknown.map(({ name }) => name));
  if (unknown.length === labels.length) {
    const message = t(
      "must have labels with known words, and none of {0} is among the word vectors; use other vectors, or a model whose labels are words",
      names,
    );
    return [{ severity: "error", code: "convex-combination/no-known-label", path, message }];
  }
  const message = t(
    "{0} of {1} labels of the source model have no known word and are passed over: {2}",
    ...[unknown.length, labels.length, names],
  );
  return [{ severity: "info", code: "convex-combination/labels-passed-over", path, message }];
}

/** Homographs shown in a message. */
const MOST_HOMOGRAPHS = 3;

/** Two things of one name, such as the two cranes: the word means one of them, or something between. */
function twinLabels(labels: readonly NamedWords[]): Finding[] {
  const groups = homographs(labels);
  if (groups.length === 0) return [];
  const shown = groups
    .slice(0, MOST_HOMOGRAPHS)
    .map((group) => quoted(group.flatMap((index) => labels[index] ?? []).map(({ name }) => name)))
    .join("; ");
  const more = groups.length - MOST_HOMOGRAPHS;
  return [
    {
      severity: "info",
      code: "convex-combination/homographs",
      path: ["source"],
      message: t(
        "some labels of the source model have the same words, of which the vectors know one meaning: {0}",
        more > 0 ? t("{0}, and {1} more", shown, more) : shown,
      ),
    },
  ];
}
