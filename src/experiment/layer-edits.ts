/**
 * The edits of an experiment file that give some layers a state and leave all others as they are: as few lines as will
 * do, and those that a person would change. A rule that decides about chosen layers alone is set, or taken out where
 * what then applies says the same; what is left gets a pattern, where one fits, or a line for each layer.
 */
import picomatch from "picomatch";
import type { FileEdit } from "../protocol/problem";
import type { PlannedFrom } from "./check-layers";
import type { LayerState } from "./types";

/** @param chosen names of layers with weights; others are left out */
export function layerEdits(given: PlannedFrom, chosen: readonly string[], state: LayerState): FileEdit[] {
  const draft = new Draft(given);
  const wished = new Set(chosen);
  const wanted = new Map(draft.names.map((name) => [name, wished.has(name) ? state : draft.stateOf(name)]));
  settleOwnRules(draft, wished, state);
  const open = () => draft.names.filter((name) => draft.stateOf(name) !== wanted.get(name));
  let pattern = patternFor(draft, open(), wanted);
  while (pattern !== undefined) {
    draft.set(pattern, state);
    pattern = patternFor(draft, open(), wanted);
  }
  // A name may mean other layers too, where it has signs of a pattern; naming those settles it, since a name beats all.
  for (let left = open(); left.length > 0; left = open()) {
    for (const name of left) draft.set(name, wanted.get(name) ?? state);
  }
  return draft.edits;
}

/** Rules that decide about nothing but chosen layers. */
function settleOwnRules(draft: Draft, chosen: ReadonlySet<string>, state: LayerState): void {
  for (const rule of draft.rules) {
    const decided = rule.state === state ? [] : draft.decidedBy(rule);
    if (decided.length === 0 || !decided.every((name) => chosen.has(name))) continue;
    if (decided.every((name) => draft.stateOf(name, rule) === state)) draft.remove(rule);
    else draft.set(rule.pattern, state);
  }
}

interface Rule {
  readonly pattern: string;
  readonly state: LayerState;
  /** Names of the layers that it means as a pattern. */
  readonly means: ReadonlySet<string>;
}

/** The rules while they are changed, and the changes. */
class Draft {
  readonly names: readonly string[];
  readonly edits: FileEdit[] = [];
  #rules: readonly Rule[];

  constructor(private readonly given: PlannedFrom) {
    this.names = given.layers.filter(({ parameters }) => parameters > 0).map(({ name }) => name);
    this.#rules = given.rules.map(({ pattern, state }) => this.#compiled(pattern, state));
  }

  get rules(): readonly Rule[] {
    return this.#rules;
  }

  /** @param without a rule that is not looked at */
  stateOf(name: string, without?: Rule): LayerState {
    const decider = this.#deciderOf(name, without);
    return decider?.state ?? (this.#isNewHead(name) ? "new" : "train");
  }

  decidedBy(rule: Rule): string[] {
    return this.names.filter((name) => this.#deciderOf(name) === rule);
  }

  has(pattern: string): boolean {
    return this.#rules.some((rule) => rule.pattern === pattern);
  }

  /** Layers about which a pattern at the end would decide. */
  underNewPattern(pattern: string): string[] {
    const { means } = this.#compiled(pattern, "train");
    return this.names.filter((name) => means.has(name) && !this.has(name) && !this.#isNewHead(name));
  }

  /** Changes the rule of a name or pattern, or adds one at the end. */
  set(pattern: string, state: LayerState): void {
    const rule = this.#compiled(pattern, state);
    this.#rules = this.has(pattern)
      ? this.#rules.map((old) => (old.pattern === pattern ? rule : old))
      : [...this.#rules, rule];
    this.edits.push({ kind: "set", path: ["layers", pattern], value: state });
  }

  remove({ pattern }: Rule): void {
    this.#rules = this.#rules.filter((rule) => rule.pattern !== pattern);
    this.edits.push({ kind: "remove", path: ["layers", pattern] });
  }

  #deciderOf(name: string, without?: Rule): Rule | undefined {
    const rules = without === undefined ? this.#rules : this.#rules.filter((rule) => rule !== without);
    const named = rules.find(({ pattern }) => pattern === name);
    if (named !== undefined || this.#isNewHead(name)) return named;
    return rules.findLast(({ means }) => means.has(name));
  }

  readonly #isNewHead = (name: string): boolean => this.given.headMustBeNew && name === this.given.head;

  #compiled(pattern: string, state: LayerState): Rule {
    const matches = picomatch(pattern);
    return { pattern, state, means: new Set(this.names.filter((name) => matches(name))) };
  }
}

/** The pattern that settles most of what is open, two layers at least, and means no layer that is to stay otherwise. */
function patternFor(
  draft: Draft,
  open: readonly string[],
  wanted: ReadonlyMap<string, LayerState>,
): string | undefined {
  const [state] = open.map((name) => wanted.get(name));
  let best: { pattern: string; settles: number } | undefined;
  for (const pattern of open.length < LEAST_FOR_A_PATTERN ? [] : patternsOf(open)) {
    if (draft.has(pattern)) continue;
    const means = draft.underNewPattern(pattern);
    if (!means.every((name) => wanted.get(name) === state)) continue;
    const settles = open.filter((name) => means.includes(name)).length;
    if (settles >= LEAST_FOR_A_PATTERN && settles > (best?.settles ?? 0)) best = { pattern, settles };
  }
  return best?.pattern;
}

/** Two layers are as well named. */
const LEAST_FOR_A_PATTERN = 3;

/** `block_1_*`, `block_1*`, `block_*`, `block*`, `*`: the beginnings of names up to where a word or number ends, longest first. */
function patternsOf(names: readonly string[]): string[] {
  const beginnings = new Set(names.flatMap(beginningsOf));
  return [...beginnings].sort((a, b) => b.length - a.length).map((beginning) => `${beginning}*`);
}

function beginningsOf(name: string): string[] {
  const ends = [...name.matchAll(/[_./-]|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[_./-])/g)];
  const beginnings = ends.map(({ index, 0: sign }) => name.slice(0, index + sign.length));
  return ["", ...beginnings.filter((beginning) => /^[\w./-]+$/.test(beginning))];
}
