/**
 * Self-taught clustering: J = I(X; Z) − I(X̃; Z̃) + λ [I(Y; Z) − I(Ỹ; Z̃)] is brought down from several starts. Nobody sees a
 * label: those of the target, where there are any, only judge the clusters once they are found.
 */
import { TRANSFER_ARM } from "../../protocol/metrics";
import type { Task, Train, Trial } from "../../training/trial";
import { bestOfRestarts } from "./best-of-restarts";
import { K_MEANS } from "./controls";
import { countsOf, problemAt, type Counts } from "./counts";
import { examination } from "./examination";
import { clustersFile, pictures } from "./outcome";
import { optionsIn, type Options } from "./options";
import { searchFor } from "./searches";

export const train: Train = async function* (trial) {
  const { arm, seed, target, state, experiment } = trial;
  const options = optionsIn(experiment);
  const counts = await countsOf(target.train, { file: experiment.file, path: ["target", "dataset"] });
  const source = await countsOf(sourceOf(trial).train, { file: experiment.file, path: ["source", "dataset"] });
  const clusters = options.clusters === 0 ? target.classes.length : options.clusters;
  refuseTooMany(trial, { counts, source, clusters, options });
  const search = searchFor({ arm, seed, target: counts, source, clusters, options });
  const found = yield* bestOfRestarts(search, options, state);
  const ofTarget = (found.clusters[0] ?? []).slice(0, counts.joint.rows);
  const grouped = { examples: target.train, counts, clusters: ofTarget, count: clusters };
  const lost = found.losses.at(-1) ?? NaN;
  return {
    ...{ epochs: 0, steps: 0, frozen: [] },
    measured: {
      ...(arm === K_MEANS ? { squaredDistance: lost } : { lostNats: lost }),
      emptyTarget: counts.empty,
      emptySource: source.empty,
      fractions: counts.hasFractions || source.hasFractions ? 1 : 0,
    },
    ...(arm === TRANSFER_ARM && { parts: pictures(grouped, found.losses), files: clustersFile(grouped) }),
    examine: (tests) => Promise.resolve(examination(grouped, tests.get(target.name), target.classes)),
  };
};

function sourceOf({ tasks }: Trial): Task {
  const [source] = tasks;
  if (source === undefined) throw new Error("self-taught clustering has auxiliary examples");
  return source;
}

interface Amounts {
  counts: Counts;
  source: Counts;
  clusters: number;
  options: Options;
}

/** `check.ts` says most of it before anything is read; empty examples are only found here. */
function refuseTooMany({ experiment: { file } }: Trial, { counts, source, clusters, options }: Amounts): void {
  const refuse = (option: string, most: number, what: string, got: number) => {
    if (got <= most) return;
    const message = `must be ${most} at most, because there are no more ${what} to put into clusters, got ${got}`;
    throw problemAt({ file, path: ["options", option] }, "too-many-clusters", message);
  };
  if (clusters < 2) throw problemAt({ file, path: ["options", "clusters"] }, "no-clusters", NEEDS_CLUSTERS);
  refuse("clusters", counts.joint.rows, "target examples with a count above 0", clusters);
  refuse("sourceClusters", source.joint.rows, "auxiliary examples with a count above 0", options.sourceClusters);
  refuse("featureClusters", counts.joint.columns, "features", options.featureClusters);
}

const NEEDS_CLUSTERS = "must be 2 or more where the target has no classes whose number could be taken";
