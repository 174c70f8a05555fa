/**
 * What features and predictions look like at the end of an epoch, on the same few training examples of each domain
 * throughout. No label of the target takes part.
 */
import { t } from "@vscode/l10n";
import { labelFree } from "../../math/label-free-validators";
import { principalPlane } from "../../math/principal-plane";
import { linearDomainError, proxyADistance } from "../../math/proxy-a-distance";
import { derivedSeed, randomFor, shuffled } from "../../math/random";
import { relativeSpread } from "../../math/relative-spread";
import type { Figures } from "../../protocol/metrics";
import type { ReportPart } from "../../protocol/report";
import { answers } from "../../training/evaluate";
import { someOf, UNCHANGED, type Inputs } from "../../training/inputs";
import { tf } from "../../training/tf";
import type { SplitNetwork } from "./split-network";

/** Of each domain: enough for an error in steps of half a per cent, few enough that a look costs no more than some steps. */
const FEATURES = 200;
/** Target examples whose predictions are looked at. */
const PREDICTIONS = 1000;

export interface DomainSampleOptions {
  split: SplitNetwork;
  source: Inputs;
  target: Inputs;
  seed: number;
}

export class DomainSample {
  private constructor(
    private readonly options: DomainSampleOptions,
    private readonly values: { source: Sample; target: Sample },
    private readonly predicted: Inputs,
  ) {}

  static async of(options: DomainSampleOptions): Promise<DomainSample> {
    const { source, target, seed } = options;
    const values = { source: await sampleOf(source, seed, "source"), target: await sampleOf(target, seed, "target") };
    return new DomainSample(options, values, someOf(target, drawn(target.count, seed, "predictions", PREDICTIONS)));
  }

  /** Figures of the domains and of the predictions for the target. */
  async measure(): Promise<Figures> {
    const { products, isTarget } = this.products();
    const n = isTarget.length;
    const logits: number[][] = [];
    for await (const { outputs } of answers(this.options.split.network.after(undefined), this.predicted)) {
      logits.push(...(outputs.arraySync() as number[][]));
      outputs.dispose();
    }
    const { entropyNats = 0, informationNats = 0, commonest = 0 } = labelFree(logits) ?? {};
    return {
      ...{ entropyNats, informationNats, commonestClass: commonest },
      ...(canBeTold(isTarget) && { proxyADistance: proxyADistance(linearDomainError(products, isTarget)) }),
      featureSpread: relativeSpread(products, n),
    };
  }

  /** The features in a plane. */
  picture(id: string, title: string): ReportPart {
    const { products, isTarget } = this.products();
    const points = principalPlane(products, isTarget.length, randomFor(this.options.seed, "plane"));
    const pointsOf = (target: boolean) => points.filter((_, index) => isTarget[index] === target);
    return {
      type: "scatter",
      id,
      title,
      describe: t(
        "Features of training examples along their two main directions; where the domains lie on each other, a classifier of source features also suits the target.",
      ),
      x: { title: t("First direction") },
      y: { title: t("Second direction") },
      groups: [
        { title: t("source"), mark: "circle", points: pointsOf(false) },
        { title: t("target"), mark: "triangle", points: pointsOf(true) },
      ],
    };
  }

  /** Products of the features of all examples, source first, each domain as it goes through the network in training. */
  private products(): { products: Float32Array; isTarget: boolean[] } {
    const { split, seed } = this.options;
    const { source, target } = this.values;
    const products = tf.tidy(() => {
      const noise = tf.tensor1d([derivedSeed("domain sample", seed), 0], "int32");
      const both = split.keepingStatistics(() => split.featuresOfBoth(tensorOf(source), tensorOf(target), noise));
      const all = tf.concat([both.source, both.target]);
      return tf.matMul(all, all, false, true).dataSync<"float32">();
    });
    return { products, isTarget: [...source.indices, ...target.indices].map((_, at) => at >= source.indices.length) };
  }
}

interface Sample {
  indices: Int32Array;
  /** [n, …shape], row-major. */
  values: Float32Array;
  shape: readonly number[];
}

const drawn = (count: number, seed: number, purpose: string, most: number): Int32Array =>
  Int32Array.from(
    shuffled(
      Array.from({ length: count }, (_, index) => index),
      randomFor(seed, "domain sample", purpose),
    ).slice(0, most),
  );

async function sampleOf(inputs: Inputs, seed: number, purpose: string): Promise<Sample> {
  const indices = drawn(inputs.count, seed, purpose, FEATURES);
  const [values = new Float32Array()] = await inputs.read(indices, UNCHANGED);
  return { indices, values, shape: inputs.shapes[0] ?? [] };
}

const tensorOf = ({ indices, values, shape }: Sample): tf.Tensor => tf.tensor(values, [indices.length, ...shape]);

/** Half of each domain's examples teach the linear classifier, the others judge it. */
const canBeTold = (isTarget: readonly boolean[]): boolean =>
  [true, false].every((target) => isTarget.filter((one) => one === target).length >= 2);
