/** What an experiment of attribute embedding has to obey beside the schema. */
import { t } from "@vscode/l10n";
import { checkAttributes } from "../../experiment/check-semantics";
import { dataPlaces } from "../../experiment/data-places";
import { usable, type DataFacts, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { setFix, withoutControl } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import { ESZSL, MOST_VALUES, NAIVE } from "./controls";
import { optionsIn } from "./options";

export function checkEmbedding(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  return [
    ...checkTable(experiment, facts),
    ...checkObjective(experiment),
    ...checkTwin(experiment),
    ...checkClosedForm(experiment, facts),
  ];
}

const chosenOf = (experiment: Experiment, facts: ExperimentFacts, role: "task" | "target"): DataFacts | undefined =>
  dataPlaces(experiment, facts).find((place) => place.role === role)?.chosen;

function checkTable(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const semantics = usable(facts.semantics);
  const [seen, unseen] = [chosenOf(experiment, facts, "task"), chosenOf(experiment, facts, "target")];
  if (semantics?.kind !== "attributes" || seen === undefined || unseen === undefined) return [];
  return checkAttributes({
    ...{ table: semantics.table, seen: seen.classes, unseen: unseen.classes },
    ...{ asBinary: false, seenMayLack: false },
  });
}

function checkObjective(experiment: Experiment): Finding[] {
  if (optionsIn(experiment).objective !== "distance") return [];
  const path = ["options", "objective"];
  return [
    {
      severity: "warning",
      code: "attribute-embedding/naive",
      path,
      message: t(
        '"distance" is a demonstration: nothing in it keeps classes apart, so that all embeddings collapse into one point; "margin" does',
      ),
      fixes: [setFix(t("Use the margin"), path, "margin")],
    },
  ];
}

function checkTwin(experiment: Experiment): Finding[] {
  const { controls } = experiment;
  if (optionsIn(experiment).objective !== "distance" || !controls.includes(NAIVE)) return [];
  return [
    {
      severity: "info",
      code: "attribute-embedding/twin",
      path: ["controls"],
      message: t(
        '"{0}" is the same as the method itself, whose objective is the distance; it costs time and shows nothing',
        NAIVE,
      ),
      fixes: [withoutControl(controls, NAIVE)],
    },
  ];
}

/** The system to solve has as many unknowns a side as an example has values. */
function checkClosedForm(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const { controls, source } = experiment;
  const shape = chosenOf(experiment, facts, "task")?.shape;
  if (!controls.includes(ESZSL) || shape === undefined || source.kind !== "examples") return [];
  const [height, width, channels] = shape;
  const size = source.size;
  const sides = channels === undefined ? [height] : [size ?? height, size ?? width, channels];
  if (sides.some((side) => side === undefined || side === null)) return [];
  const values = sides.reduce<number>((product, side) => product * (side ?? 1), 1);
  if (values <= MOST_VALUES) return [];
  return [
    {
      severity: "error",
      code: "attribute-embedding/large-examples",
      path: ["controls"],
      message: t(
        'must do without "{0}", whose closed form takes up to {1} values an example, got {2}; or bring pictures to a smaller "size" in "source"',
        ...[ESZSL, MOST_VALUES, values],
      ),
      fixes: [withoutControl(controls, ESZSL)],
    },
  ];
}
