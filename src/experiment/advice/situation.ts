/** What a person has, as far as an experiment and a look at its data say: what the advice about methods goes by. */
import type { DomainShift } from "../../protocol/advice";
import { dataPlaces, otherTasks } from "../data-places";
import type { DataFacts, ExperimentFacts } from "../facts";
import { usable } from "../facts";
import type { Amount, Experiment } from "../types";

export interface Situation {
  target: {
    predicts: "class" | "number";
    isLabelled: boolean;
    classes?: number;
    /** Labelled training examples of a class, on average; undefined where not known. */
    labelledPerClass?: number;
    /** Whether only some classes have labelled examples. */
    isPartlyCovered: boolean;
  };
  source: {
    isLabelled: boolean;
    /** A network that is there, or data, from which one can be trained. */
    what: "network" | "data";
  };
  /** How many of the target's classes the source knows. */
  sharedClasses?: "all" | "some" | "none";
  /** Other tasks that the same run could learn. */
  tasks: number;
  /** What is known of classes apart from examples. */
  semantics?: "attributes" | "vectors";
  /** Proxy A-distance of source and target, 0..2. */
  shift?: number;
}

/** @param shift where it was measured */
export function situationOf(experiment: Experiment, facts: ExperimentFacts, shift?: DomainShift): Situation {
  const places = dataPlaces(experiment, facts);
  const own = places.find(({ role }) => role === "target")?.chosen;
  const given = places.find(({ role }) => role === "source" || role === "task")?.chosen;
  const { source, semantics } = experiment;
  const shared = sharedOf(usable(facts.source)?.classes ?? given?.classes, own?.classes);
  return {
    target: targetOf(experiment, own),
    source: {
      isLabelled: isSourceLabelled(experiment, given),
      what: source.kind === "model" || source.kind === "run" ? "network" : "data",
    },
    ...(shared && { sharedClasses: shared }),
    tasks: source.kind === "tasks" ? otherTasks(experiment).length : 0,
    ...(semantics && { semantics: semantics.kind }),
    ...(shift && { shift: shift.distance }),
  };
}

function targetOf({ target }: Experiment, own: DataFacts | undefined): Situation["target"] {
  const isLabelled = target.labels === "given" && target.labelled !== "none" && own?.classes.length !== 0;
  const perClass = isLabelled && own !== undefined ? perClassOf(target.labelled, own) : undefined;
  return {
    predicts: target.predicts,
    isLabelled: isLabelled || target.predicts === "number",
    ...(own && own.classes.length > 0 && { classes: own.classes.length }),
    ...(perClass !== undefined && { labelledPerClass: perClass }),
    isPartlyCovered: typeof target.labelled === "object" && target.labelled.classes !== undefined,
  };
}

function isSourceLabelled({ source }: Experiment, given: DataFacts | undefined): boolean {
  if (source.kind !== "examples") return true;
  return source.task.labels === "given" && given?.classes.length !== 0;
}

function perClassOf(amount: Amount, { classes, count }: DataFacts): number | undefined {
  if (amount === "none") return 0;
  if (amount !== "all" && "perClass" in amount) return amount.perClass;
  if (count === undefined || classes.length === 0) return undefined;
  return ((amount === "all" ? 1 : amount.fraction) * count) / classes.length;
}

function sharedOf(
  source: readonly string[] | undefined,
  target: readonly string[] | undefined,
): Situation["sharedClasses"] | undefined {
  if (source === undefined || target === undefined || source.length === 0 || target.length === 0) return undefined;
  const shared = target.filter((name) => source.includes(name)).length;
  return shared === target.length ? "all" : shared > 0 ? "some" : "none";
}
