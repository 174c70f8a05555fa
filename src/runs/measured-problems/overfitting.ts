/** Training that went on after the network had begun to learn its examples by heart, and whose weights were kept. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { setFix } from "../../experiment/fixes";
import { earlyStoppingSettings } from "../../experiment/settings";
import type { Fix } from "../../protocol/problem";
import { trainFor } from "./fixes";
import { median, ownEpochs, ownTrials, seedsText, type MeasuredRun } from "./measured-run";

const PATH = ["training", "epochs"];

export function overfitting(run: MeasuredRun): Finding[] {
  // Where the weights of the best epoch were kept, what came after them did no harm.
  const affected = ownTrials(run).filter(
    ({ overfittingFrom, bestEpoch }) => overfittingFrom && bestEpoch === undefined,
  );
  const first = Math.min(...affected.map(({ overfittingFrom = Infinity }) => overfittingFrom));
  if (affected.length === 0) return [];
  const seeds = new Set(affected.map(({ seed }) => seed));
  const losses = ownEpochs(run)
    .filter(([row]) => row !== undefined && seeds.has(row.seed))
    .map((epochs) => epochs.map(({ validation }) => validation?.lossNats ?? Infinity));
  const best = median(losses.map((values) => values.indexOf(Math.min(...values)) + 1));
  return [
    {
      severity: "warning",
      code: "result/overfitting",
      path: PATH,
      message: t(
        "the validation loss rises from epoch {0} on while the training loss still falls ({1}): overfitting; stop there, or set training.earlyStopping",
        ...[first, measuredIn(seedsText(affected.length), losses)],
      ),
      fixes: [...stopping(run), ...(best === undefined ? [] : [fewer(best)])],
    },
  ];
}

/** In how many seeds, and from its lowest value to where it ended. */
function measuredIn(seeds: string, losses: readonly number[][]): string {
  const lowest = median(losses.map((values) => Math.min(...values)));
  const last = median(losses.flatMap((values) => values.slice(-1)));
  if (lowest === undefined || last === undefined || !Number.isFinite(lowest + last)) return seeds;
  return t("{0}, from {1} to {2} nats", seeds, lowest.toPrecision(3), last.toPrecision(3));
}

function stopping({ experiment: { training } }: MeasuredRun): Fix[] {
  const patience = Math.min(earlyStoppingSettings.patience.default, training.epochs - 1);
  if (training.earlyStopping !== null || patience < 1) return [];
  return [setFix(t("Stop early and keep the best epoch"), ["training", "earlyStopping"], { patience })];
}

const fewer = (epochs: number): Fix => setFix(trainFor(epochs), PATH, epochs);
