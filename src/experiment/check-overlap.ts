/** Whether examples that should be apart are the same: those of source, target and test that come from the same data. */
import { t } from "@vscode/l10n";
import type { DataPlace } from "./data-places";
import type { Finding } from "./finding";
import { holdOut } from "./fixes";
import { placeOf } from "./interpretation";

export function checkOverlaps(places: readonly DataPlace[]): Finding[] {
  const source = places.find(({ role }) => role === "source");
  return places.flatMap((place) => {
    switch (place.role) {
      case "source":
      case "task":
        return [];
      case "target":
        return source === undefined ? checkAgainstExamples(place, places) : checkAgainstSource(place, source);
      case "test": {
        const own = places.find(({ role, task }) => role !== "test" && task === place.task);
        const leaks = own === undefined ? [] : checkTest(place, own);
        return leaks.length > 0 || source === undefined ? leaks : checkAgainstSource(place, source);
      }
    }
  });
}

const isSameData = (one: DataPlace, other: DataPlace): boolean => placeOf(one.ref) === placeOf(other.ref);

/** The groups that both have; undefined where neither chooses any, so that all are shared. */
function sharedGroups(
  { ref: { only } }: DataPlace,
  { ref: { only: others } }: DataPlace,
): readonly string[] | undefined {
  if (only === undefined) return others;
  return others === undefined ? only : only.filter((name) => others.includes(name));
}

/** Source examples that are the target's too: nothing is transferred from elsewhere, and hidden labels are given after all. */
function checkAgainstExamples(target: DataPlace, places: readonly DataPlace[]): Finding[] {
  const source = places.find(({ role, path }) => role === "task" && path.length === 1);
  if (source === undefined || !isSameData(target, source)) return [];
  const [own, others] = [target.ref.classes, source.ref.classes];
  const areOtherClasses = own !== undefined && others !== undefined && !own.some((name) => others.includes(name));
  if (areOtherClasses || sharedGroups(target, source)?.length === 0) return [];
  const message = t(
    'must hold other examples than the source; name other data, or divide them with "classes" or "only" in both',
  );
  return [{ severity: "error", code: "data/target-is-source", path: pathOf(target), message }];
}

/** A transfer to groups that the source has seen is an easier one than to others. */
function checkAgainstSource(place: DataPlace, source: DataPlace): Finding[] {
  if (!isSameData(place, source)) return [];
  const shared = sharedGroups(place, source) ?? [];
  if (shared.length === 0) return [];
  const names = [whatOf(place), quoted(shared)];
  const message =
    source.ref.only === undefined
      ? t(
          'shares {0} {1} with the source, which has learnt from it already; name those of the source with "only" too',
          ...names,
        )
      : t('shares {0} {1} with the source, which has learnt from it already; name others in "only"', ...names);
  return [{ severity: "warning", code: "data/shared-groups", path: pathOf(place), message }];
}

/** Test examples that are trained on make every figure too good. */
function checkTest(test: DataPlace, own: DataPlace): Finding[] {
  if (!isSameData(test, own)) return [];
  const shared = sharedGroups(test, own);
  if (shared?.length === 0) return [];
  const path = pathOf(test);
  return [
    {
      severity: "error",
      code: "data/test-is-training",
      path,
      message:
        shared === undefined
          ? t(
              'must hold other examples than those that are trained on, which would be test and training at once; name another one, or hold out a share with "test": { "fraction": 0.3 }',
            )
          : t(
              "must be other groups than those that are trained on, but {0} {1} would be test and training at once",
              ...[whatOf(test), quoted(shared)],
            ),
      fixes: [holdOut(test.path)],
    },
  ];
}

const pathOf = ({ path, ref }: DataPlace) => [...path, ref.only === undefined ? "dataset" : "only"];

const whatOf = ({ ref, whole }: DataPlace): string => whole?.groups?.what ?? ref.group ?? t("group");

const quoted = (names: readonly string[]): string =>
  names
    .slice(0, 3)
    .map((name) => JSON.stringify(name))
    .join(", ") + (names.length > 3 ? ", …" : "");
