/** Steps that are large for the copied weights of the early layers: what the source has learnt is soon overwritten. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { setFix } from "../../experiment/fixes";
import { methodById } from "../../methods/index";
import type { Fix } from "../../protocol/problem";
import { lowerRate, RATE_PATH } from "./fixes";
import { endedWith, historiesOf, median, percent, type MeasuredRun } from "./measured-run";

/** ‖Δw‖ / ‖w‖ of a step: fine-tuning needs a hundredth or less. */
const LARGE = 0.05;
const USUAL = 0.01;
/** Howard & Ruder, ACL 2018. */
const RATE_DECAY = 2.6;

export function largeUpdates(run: MeasuredRun): Finding[] {
  const affected = earlyCopied(run)
    .map((name) => ({ name, ratio: median(historiesOf(run, name, "updateRatio").flatMap((all) => median(all) ?? [])) }))
    .filter((layer): layer is { name: string; ratio: number } => (layer.ratio ?? 0) > LARGE);
  const [first] = affected.toSorted((left, right) => right.ratio - left.ratio);
  if (first === undefined) return [];
  const drift = endedWith(run, first.name, "drift") ?? 0;
  const { learningRate } = run.experiment.training.optimizer;
  return [
    {
      severity: "warning",
      code: "result/large-updates",
      path: RATE_PATH,
      message: t(
        "is high for the early copied layers: a step changes {0} by {1} of its weights, and training moved it by {2}, so what was copied is soon overwritten; lower the rate or freeze early layers, got {3}",
        ...[first.name, percent(first.ratio), percent(drift), learningRate],
      ),
      fixes: [lowerRate(run.experiment, USUAL / first.ratio), ...slowerEarly(run)],
    },
  ];
}

/** The first half of the copied layers, where training changes them. */
function earlyCopied({ layers }: MeasuredRun): string[] {
  const copied = layers.filter(({ origin }) => origin === "copied");
  const early = copied.slice(0, Math.ceil(copied.length / 2));
  return early.filter(({ training }) => training === "trained").map(({ name }) => name);
}

function slowerEarly({ experiment }: MeasuredRun): Fix[] {
  const hasOption = methodById(experiment.method)?.options.rateDecay !== undefined;
  if (!hasOption || experiment.options.rateDecay !== 1) return [];
  return [
    setFix(t("Let earlier layers learn slower (rateDecay {0})", RATE_DECAY), ["options", "rateDecay"], RATE_DECAY),
  ];
}
