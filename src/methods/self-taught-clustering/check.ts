/** What an experiment of self-taught clustering has to obey beside the schema. */
import { t } from "@vscode/l10n";
import { dataPlaces, type DataPlace } from "../../experiment/data-places";
import type { ExperimentFacts } from "../../experiment/facts";
import type { Finding } from "../../experiment/finding";
import { setFix, withoutControl } from "../../experiment/fixes";
import { placeOf } from "../../experiment/interpretation";
import type { Experiment, TaskSettings } from "../../experiment/types";
import { TARGET_ALONE } from "./controls";
import { optionsIn } from "./options";

export function checkClustering(experiment: Experiment, facts: ExperimentFacts): Finding[] {
  const places = dataPlaces(experiment, facts);
  const target = places.find(({ role }) => role === "target");
  const source = places.find(({ role }) => role === "task");
  return [
    ...checkClusters(experiment, target),
    ...checkAtMost(experiment, "sourceClusters", countOf(source)),
    ...checkAtMost(experiment, "featureClusters", featuresOf(target)),
    ...checkWords(source, target),
    ...checkPictures(target),
    ...checkTwinControl(experiment),
  ];
}

/** As many as are clustered, as far as that is known. */
function countOf(place: DataPlace | undefined): number | undefined {
  const count = place?.chosen?.count;
  if (count === undefined || place?.task === undefined) return undefined;
  return Math.round(count * shareOf(place.task));
}

const shareOf = ({ labelled }: TaskSettings): number =>
  typeof labelled === "object" && "fraction" in labelled ? labelled.fraction : 1;

const featuresOf = (place: DataPlace | undefined): number | undefined =>
  place?.chosen?.shape?.reduce<number | undefined>(
    (product, side) => (product === undefined || side === null ? undefined : product * side),
    1,
  );

function checkClusters(experiment: Experiment, target: DataPlace | undefined): Finding[] {
  const { clusters } = optionsIn(experiment);
  const path = ["options", "clusters"];
  if (clusters > 1) return checkAtMost(experiment, "clusters", countOf(target));
  if (clusters === 1) {
    const message = t("must be 2 or more, or 0 for as many as the target has classes, got 1");
    return [
      {
        severity: "error",
        code: "clustering/no-clusters",
        path,
        message,
        fixes: [setFix(t("Change to {0}", 2), path, 2)],
      },
    ];
  }
  // Where data are only looked at quickly, their classes may be unknown.
  const { chosen } = target ?? {};
  if (chosen?.shape === undefined || chosen.classes.length > 1) return [];
  const message = t("must say how many clusters there shall be: the target has no classes whose number could be taken");
  return [
    {
      severity: "error",
      code: "clustering/no-clusters",
      path,
      message,
      fixes: [setFix(t("Change to {0}", 3), path, 3)],
    },
  ];
}

type Counted = "clusters" | "sourceClusters" | "featureClusters";

/** @param most as many as there are to put into clusters, where that is known */
function checkAtMost(experiment: Experiment, option: Counted, most: number | undefined): Finding[] {
  const got = optionsIn(experiment)[option];
  if (most === undefined || got <= most) return [];
  const path = ["options", option];
  const message = tooMany[option](most, got);
  const fixes = [setFix(t("Change to {0}", most), path, most)];
  return [{ severity: "error", code: "clustering/too-many-clusters", path, message, fixes }];
}

const tooMany: Record<Counted, (most: number, got: number) => string> = {
  clusters: (most, got) =>
    t("must be {0} at most, because there are no more target examples to put into clusters, got {1}", most, got),
  sourceClusters: (most, got) =>
    t("must be {0} at most, because there are no more auxiliary examples to put into clusters, got {1}", most, got),
  featureClusters: (most, got) =>
    t("must be {0} at most, because there are no more features to put into clusters, got {1}", most, got),
};

/** Words are counted over a whole folder: those of two folders are other columns. */
function checkWords(source: DataPlace | undefined, target: DataPlace | undefined): Finding[] {
  if (source?.whole?.kind !== "text-folder" || target?.whole?.kind !== "text-folder") return [];
  if (placeOf(source.ref) === placeOf(target.ref)) return checkCounting(source, target);
  return [
    {
      severity: "error",
      code: "clustering/other-words",
      path: [...source.path, "dataset"],
      message: t(
        'must be the folder of the target, because each folder has its own most frequent words; put the texts of both under one folder, and choose those of each with "classes"',
      ),
    },
  ];
}

function checkCounting(source: DataPlace, target: DataPlace): Finding[] {
  if (JSON.stringify(source.ref.text) === JSON.stringify(target.ref.text)) return [];
  const message = t('must be as in the target, so that both have the same words; say the same in "text" of both');
  return [{ severity: "error", code: "clustering/other-words", path: [...source.path, "text"], message }];
}

function checkPictures(target: DataPlace | undefined): Finding[] {
  if ((target?.chosen?.shape?.length ?? 0) < 2) return [];
  const message = t(
    "are pictures: their grey values are taken for counts of pixels, which tells groups worse than counts of words do",
  );
  return [{ severity: "info", code: "clustering/pictures", path: ["target", "dataset"], message }];
}

function checkTwinControl(experiment: Experiment): Finding[] {
  const { controls } = experiment;
  if (optionsIn(experiment).lambda !== 0 || !controls.includes(TARGET_ALONE)) return [];
  const message = t(
    '"{0}" is the same as the method itself where lambda is 0; it costs time and shows nothing',
    TARGET_ALONE,
  );
  const fixes = [withoutControl(controls, TARGET_ALONE)];
  return [{ severity: "info", code: "clustering/twin", path: ["controls"], message, fixes }];
}
