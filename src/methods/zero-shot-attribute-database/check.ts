/** What an experiment with an attribute database has to obey beside the schema. */
import { t } from "@vscode/l10n";
import { checkAttributes } from "../../experiment/check-semantics";
import { dataPlaces } from "../../experiment/data-places";
import { usable, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { setFix } from "../../experiment/fixes";
import type { Experiment } from "../../experiment/types";
import { optionsIn } from "./options";

export function checkAttributeDatabase(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  return [...checkReady(experiment, facts), ...checkTable(experiment, facts)];
}

/** A ready classifier says classes, and nothing is trained that could say attributes. */
function checkReady(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  if (experiment.source.kind !== "model") return [];
  const { prediction } = optionsIn(experiment);
  const path = ["options", "prediction"];
  const direct: Finding = {
    severity: "error",
    code: "attributes/ready-model",
    path,
    message: t('must be "indirect" with a ready model, which says classes and not attributes, got "{0}"', prediction),
    fixes: [setFix(t('Change to "{0}"', "indirect"), path, "indirect")],
  };
  const model = usable(facts.source);
  const nameless: Finding = {
    severity: "error",
    code: "attributes/no-class-names",
    path: ["source", "model"],
    message: t(
      "must say the names of its classes, because the table speaks of them; take a model that was saved here or installed with Get Source Model…",
    ),
  };
  return [
    ...(prediction === "direct" ? [direct] : []),
    ...(model !== undefined && model.classes === undefined ? [nameless] : []),
  ];
}

function checkTable(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const semantics = usable(facts.semantics);
  const places = dataPlaces(experiment, facts);
  const chosen = (role: "task" | "target") => places.find((place) => place.role === role)?.chosen?.classes;
  const isReady = experiment.source.kind === "model";
  const seen = isReady ? usable(facts.source)?.classes : chosen("task");
  const unseen = chosen("target");
  if (semantics?.kind !== "attributes" || !seen?.length || !unseen?.length) return [];
  return checkAttributes({ table: semantics.table, seen, unseen, asBinary: true, seenMayLack: isReady });
}
