/** Whether inputs are brought to the network as it learnt to take them. */
import { t } from "@vscode/l10n";
import type { ModelSummary } from "../models/layer-summary";
import { knownInputOf } from "../models/known-inputs";
import type { Finding } from "./finding";
import { setFix } from "./fixes";
import type { Experiment, Preprocessing } from "./types";

const PATH = ["source", "preprocessing"];

export function checkPreprocessing({ source }: Experiment, network: ModelSummary): Finding[] {
  if (source.kind !== "model") return [];
  const { preprocessing: given } = source;
  if (given === undefined) return checkUnsaid(network);
  const misfit = checkLengths(given, network);
  return misfit.length > 0 ? misfit : checkAgainstModel(given, network);
}

/** One number serves all channels or columns; else each has its own. */
function checkLengths(given: Preprocessing, { inputShape }: ModelSummary): Finding[] {
  const wanted = inputShape.at(-1) ?? undefined;
  if (wanted === undefined) return [];
  return Object.entries(given)
    .filter(([, { length }]) => length !== 1 && length !== wanted)
    .map(([key, { length }]) => ({
      severity: "error",
      code: "source/preprocessing-misfit",
      path: [...PATH, key],
      message:
        inputShape.length > 1
          ? t(
              "must be a list of one number, or of {0}, one for each channel that the model takes, got {1}",
              ...[wanted, length],
            )
          : t(
              "must be a list of one number, or of {0}, one for each column that the model takes, got {1}",
              ...[wanted, length],
            ),
    }));
}

/** What the file says beats what the model says of itself, which nobody means where they differ. */
function checkAgainstModel(given: Preprocessing, { preprocessing: own, inputShape }: ModelSummary): Finding[] {
  if (own === undefined || isAlike(given, own)) return [];
  const both = [spelt(own), spelt(given)];
  return [
    {
      severity: "warning",
      code: "source/preprocessing-differs",
      path: PATH,
      message:
        inputShape.length > 1
          ? t(
              "is not how the source model was fed: it says {0}, got {1}, so that pictures lie in {2} instead of {3}; leave it out to feed the model as it says",
              ...[...both, rangeOf(given), rangeOf(own)],
            )
          : t(
              "is not how the source model was fed: it says {0}, got {1}; leave it out to feed the model as it says",
              ...both,
            ),
      fixes: [{ title: t("Feed it as the model says"), edits: [{ kind: "remove", path: PATH }] }],
    },
  ];
}

/** Without a word of model or file, pictures stay in 0..1. */
function checkUnsaid(network: ModelSummary): Finding[] {
  const known = network.preprocessing === undefined ? knownInputOf(network) : undefined;
  if (known === undefined) return [];
  const { title, preprocessing } = known;
  return [
    {
      severity: "warning",
      code: "source/preprocessing-unsaid",
      path: ["source", "model"],
      message: t(
        'looks like {0}, which takes pictures in {1}, and gets them in 0..1, because neither the model nor "preprocessing" says how it was fed',
        ...[title, rangeOf(preprocessing)],
      ),
      fixes: [setFix(t("Feed it {0}", rangeOf(preprocessing)), PATH, preprocessing)],
    },
  ];
}

interface Scaling {
  mean: readonly number[];
  std: readonly number[];
}

/** A twentieth of a standard deviation is less than pictures differ among themselves. */
const TOLERANCE = 0.05;

function isAlike(one: Scaling, other: Scaling): boolean {
  const channels = Math.max(one.mean.length, one.std.length, other.mean.length, other.std.length);
  return Array.from({ length: channels }, (_, channel) => channel).every((channel) => {
    const [a, b] = [at(one, channel), at(other, channel)];
    return Math.abs(a.mean - b.mean) / b.std <= TOLERANCE && Math.abs(a.std / b.std - 1) <= TOLERANCE;
  });
}

const at = ({ mean, std }: Scaling, channel: number) => ({
  mean: mean[channel] ?? mean[0] ?? 0,
  std: std[channel] ?? std[0] ?? 1,
});

/** `−1..1`: where values of 0..1 come to, over all channels. */
function rangeOf(scaling: Scaling): string {
  const channels = Array.from({ length: Math.max(scaling.mean.length, scaling.std.length) }, (_, channel) =>
    at(scaling, channel),
  );
  const lowest = Math.min(...channels.map(({ mean, std }) => -mean / std));
  const highest = Math.max(...channels.map(({ mean, std }) => (1 - mean) / std));
  return `${short(lowest)}..${short(highest)}`;
}

const spelt = ({ mean, std }: Scaling): string => t("mean [{0}] and std [{1}]", list(mean), list(std));

const list = (values: readonly number[]): string =>
  (values.length <= 4 ? values : values.slice(0, 3)).map(short).join(", ") + (values.length <= 4 ? "" : ", …");

const short = (value: number): string => String(Number(value.toPrecision(3))).replace("-", "−");
