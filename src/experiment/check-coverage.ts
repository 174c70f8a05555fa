/** Whether every class has examples to learn from and examples that judge it. */
import { t } from "@vscode/l10n";
import { quoteList } from "../data/fault";
import { plannedLayers } from "./check-layers";
import type { DataPlace } from "./data-places";
import type { Examined } from "./examined";
import type { Finding } from "./finding";
import { holdOut, setFix } from "./fixes";

export function checkCoverage(examined: Examined): Finding[] {
  const { places } = examined;
  return [
    ...places.flatMap((place) => checkLabelled(examined, place)),
    ...places.flatMap((place) => checkTested(place, places)),
    ...checkKnownClasses(examined),
  ];
}

/** A class without labels is learnt from nothing, unless a copied head knows it. */
function checkLabelled(examined: Examined, { role, task, chosen, path: way }: DataPlace): Finding[] {
  if (task === undefined || role === "test" || task.labels === "hidden" || chosen === undefined) return [];
  const wanted = typeof task.labelled === "object" ? task.labelled.classes : undefined;
  // What a name that is none was meant to be is not known.
  if (Array.isArray(wanted) && wanted.some((name) => !chosen.classes.includes(name))) return [];
  const many = Array.isArray(wanted) ? wanted.length : wanted;
  if (many === undefined || many >= chosen.classes.length || isHeadCopied(examined, role)) return [];
  const missing = Array.isArray(wanted) ? chosen.classes.filter((name) => !wanted.includes(name)) : [];
  const which =
    missing.length === 0
      ? t("{0} of {1} classes", chosen.classes.length - many, chosen.classes.length)
      : quoteList(missing);
  const path = [...way, "labelled", "classes"];
  return [
    {
      severity: "warning",
      code: "data/class-without-labels",
      path,
      message:
        task.validation === "none"
          ? t(
              "leaves {0} without a labelled example: a new head never learns to answer them, and each of their test examples counts as an error",
              which,
            )
          : t(
              "leaves {0} without a labelled example and a validation example: a new head never learns to answer them, and each of their test examples counts as an error",
              which,
            ),
      fixes: [{ title: t("Label examples of every class"), edits: [{ kind: "remove", path }] }],
    },
  ];
}

function isHeadCopied({ experiment, method, known }: Examined, role: DataPlace["role"]): boolean {
  if (role !== "target" || !method.layers) return false;
  // As long as the network is not known, nothing is.
  if (known === undefined) return true;
  const { plan } = plannedLayers(experiment, known);
  return plan.find(({ name }) => name === known.network.head)?.state !== "new";
}

/** Test data of their own that lack a class say nothing of it. */
function checkTested({ role, task, chosen, path: way }: DataPlace, places: readonly DataPlace[]): Finding[] {
  if (role !== "test" || task?.labels !== "given" || chosen === undefined || chosen.classes.length === 0) return [];
  const own = places.find((place) => place.role !== "test" && place.task === task)?.chosen?.classes ?? [];
  const missing = own.filter((name) => !chosen.classes.includes(name));
  if (missing.length === 0) return [];
  return [
    {
      severity: "warning",
      code: "data/class-not-tested",
      path: [...way, "dataset"],
      message:
        missing.length === 1
          ? t(
              "has no examples of {0}, which the training has: the result says nothing of this class; add some, or hold out a share of the training data",
              quoteList(missing),
            )
          : t(
              "has no examples of {0}, which the training has: the result says nothing of these classes; add some, or hold out a share of the training data",
              quoteList(missing),
            ),
      fixes: [holdOut(way)],
    },
  ];
}

/** All of the target's classes are the source's, and a few are lacking: perhaps a folder was forgotten. */
function checkKnownClasses({ experiment, method, places, known }: Examined): Finding[] {
  const place = places.find(({ role }) => role === "target");
  const { sourceClasses, targetClasses } = known ?? {};
  if (place === undefined || !method.layers || sourceClasses === undefined || targetClasses === undefined) return [];
  // Who names a new head knows that the classes differ.
  if (experiment.layers.some(({ pattern, state }) => pattern === known?.network.head && state === "new")) return [];
  const { ref } = place;
  if (ref.classes !== undefined || ref.only !== undefined) return [];
  const missing = sourceClasses.filter((name) => !targetClasses.includes(name));
  const isSubset = targetClasses.every((name) => sourceClasses.includes(name));
  if (!isSubset || missing.length === 0 || missing.length >= targetClasses.length) return [];
  const path = [...place.path, "dataset"];
  return [
    {
      severity: "info",
      code: "data/class-missing",
      path,
      message:
        missing.length === 1
          ? t(
              "has no examples of {0}, which the source knows, so the network will not answer it; add some if they were forgotten, or list the classes that are meant",
              quoteList(missing),
            )
          : t(
              "has no examples of {0}, which the source knows, so the network will not answer them; add some if they were forgotten, or list the classes that are meant",
              quoteList(missing),
            ),
      fixes: [setFix(t("List the classes that are there"), [...place.path, "classes"], [...targetClasses])],
    },
  ];
}
