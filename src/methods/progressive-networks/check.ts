/** What an experiment of a progressive network has to obey beside the schema: a run whose columns another one can join. */
import { t } from "@vscode/l10n";
import { inputKindOf, usable, type ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import type { Experiment } from "../../experiment/types";
import { architectureById } from "../../models/architectures";
import { columnOf } from "../../models/columns";
import type { ModelSummary } from "../../models/layer-summary";

export function checkProgressive(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const network = usable(facts.source);
  if (experiment.source.kind !== "run") return [];
  return [...(network === undefined ? [] : checkColumns(experiment, network)), ...checkKind(facts)];
}

/** The names of the columns are in the network: a run that went on with another one does not list them all. */
function checkColumns({ target }: Experiment, { layers }: ModelSummary): Finding[] {
  const tasks = new Set(layers.flatMap(({ name }) => columnOf(name) ?? []));
  if (tasks.size === 0) {
    const message = t("must be a run whose network has columns, got one without; run its experiment again");
    return [{ severity: "error", code: "progressive/no-columns", path: ["source", "run"], message }];
  }
  if (!tasks.has(target.name)) return [];
  return [
    {
      severity: "error",
      code: "progressive/column-taken",
      path: ["target", "name"],
      message: t(
        'must be another name than those of the columns that are there ({0}), got "{1}"',
        ...[[...tasks].join(", "), target.name],
      ),
    },
  ];
}

/** Before the network of the run is read: adapters join what two columns make of the same kind of input. */
function checkKind(facts: ExperimentFacts): Finding[] {
  const source = usable(facts.run)?.experiment.source;
  const data = usable(facts.targetData);
  if (source?.kind !== "tasks" || data === undefined || usable(facts.source) !== undefined) return [];
  const [takes, given] = [architectureById(source.architecture)?.input, inputKindOf(data)];
  if (takes === undefined || given === undefined || takes === given) return [];
  return [
    {
      severity: "error",
      code: "progressive/other-kind",
      path: ["target", "dataset"],
      message:
        takes === "image"
          ? t("must be pictures, because the columns of the run take pictures, got a table")
          : t("must be a table, because the columns of the run take a table, got pictures"),
    },
  ];
}
