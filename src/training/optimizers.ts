/**
 * Gradient descent with its accumulators in the open: they are registered in the trial's state as they are, so that a
 * resumed run continues to the last bit. The rate is a tensor, an input of the step and never a constant of it.
 * The forms are those of tfjs; `math/optimizers.ts` has them over plain numbers.
 *
 * @see Kingma & Ba, Adam, ICLR 2015; Loshchilov & Hutter, Decoupled Weight Decay Regularization, ICLR 2019
 */
import type { OptimizerSettings } from "../experiment/types";
import type { Network } from "./network";
import { tf } from "./tf";
import type { TrialState } from "./trial-state";

/** A weight that is trained. */
export interface Slot {
  /** Unique in the network and the same in every process. */
  name: string;
  variable: tf.Variable;
  /** Its rate is this times the rate of the step (discriminative rates). */
  rateFactor: number;
  /** Whether weight decay applies: kernels only. */
  decays: boolean;
}

/**
 * The weights of some layers of a network.
 *
 * @param rateFactors the rate of each layer as a multiple of the optimizer's; 1 where left out
 */
export const slotsOf = (
  network: Pick<Network, "trainableWeights">,
  layers: readonly string[],
  rateFactors?: ReadonlyMap<string, number>,
): Slot[] =>
  layers.flatMap((layer) =>
    network.trainableWeights(layer).map(({ name, variable }) => {
      return { name, variable, rateFactor: rateFactors?.get(layer) ?? 1, decays: name.endsWith("kernel") };
    }),
  );

const BETA1 = 0.9;
const BETA2 = 0.999;
const RMS_DECAY = 0.9;
const EPSILON = 1e-7;

type Accumulators = Record<string, tf.Variable>;

/** Computes the change of one weight, in units of its rate; updates the accumulators. */
type Direction = (gradient: tf.Tensor, own: Accumulators, shared: Accumulators) => tf.Tensor;

interface Rule {
  /** Accumulators of each weight, zero at the start. */
  own: readonly string[];
  /** Scalars common to all weights, with their start value. */
  shared: Readonly<Record<string, number>>;
  /** Once a step, before the weights. */
  advance?(shared: Accumulators): void;
  direction: Direction;
}

function blend(accumulator: tf.Variable | undefined, value: tf.Tensor, decay: number): tf.Tensor {
  if (accumulator === undefined) throw new Error("an accumulator is missing");
  const next = accumulator.mul(decay).add(value.mul(1 - decay));
  accumulator.assign(next);
  return next;
}

const scalarOf = (variable: tf.Variable | undefined): tf.Tensor => {
  if (variable === undefined) throw new Error("a shared accumulator is missing");
  return variable;
};

const adam: Rule = {
  own: ["m", "v"],
  shared: { beta1Power: 1, beta2Power: 1 },
  advance: (shared) => {
    shared.beta1Power?.assign(shared.beta1Power.mul(BETA1));
    shared.beta2Power?.assign(shared.beta2Power.mul(BETA2));
  },
  direction: (gradient, own, shared) => {
    const m = blend(own.m, gradient, BETA1);
    const v = blend(own.v, gradient.square(), BETA2);
    const mHat = m.div(tf.sub(1, scalarOf(shared.beta1Power)));
    const vHat = v.div(tf.sub(1, scalarOf(shared.beta2Power)));
    return mHat.div(vHat.sqrt().add(EPSILON));
  },
};

function ruleOf(settings: OptimizerSettings): Rule {
  switch (settings.name) {
    case "sgd":
      return { own: [], shared: {}, direction: (gradient) => gradient };
    case "momentum":
      return {
        own: ["m"],
        shared: {},
        direction: (gradient, { m }) => {
          const next = scalarOf(m).mul(settings.momentum).add(gradient);
          m?.assign(next);
          return next;
        },
      };
    case "rmsprop":
      return {
        own: ["v"],
        shared: {},
        direction: (gradient, { v }) => gradient.div(blend(v, gradient.square(), RMS_DECAY).add(EPSILON).sqrt()),
      };
    case "adam":
    case "adamw":
      return adam;
  }
}

export class Optimizer {
  private readonly rule: Rule;
  private readonly shared: Accumulators;
  private readonly own: readonly Accumulators[];

  /**
   * @param slots weights to train, in a fixed order
   * @param state accumulators are registered there under `optimizer/`
   */
  constructor(
    private readonly settings: OptimizerSettings,
    private readonly slots: readonly Slot[],
    private readonly state: TrialState,
  ) {
    this.rule = ruleOf(settings);
    const make = (name: string, start: tf.Tensor): tf.Variable => {
      const variable = tf.variable(start, false);
      start.dispose();
      state.variable(`optimizer/${name}`, variable);
      return variable;
    };
    this.shared = Object.fromEntries(
      Object.entries(this.rule.shared).map(([name, start]) => [name, make(name, tf.scalar(start))]),
    );
    this.own = slots.map((slot) =>
      Object.fromEntries(
        this.rule.own.map((name) => [name, make(`${slot.name}/${name}`, tf.zerosLike(slot.variable))]),
      ),
    );
  }

  /**
   * One step of every weight.
   *
   * @param gradients by the name of the variable, each of the shape of its weight; the caller disposes them
   * @param rate scalar, the rate of the network's last layer
   */
  apply(gradients: Readonly<Record<string, tf.Tensor>>, rate: tf.Scalar): void {
    tf.tidy(() => {
      this.rule.advance?.(this.shared);
      this.slots.forEach((slot, index) => {
        const gradient = gradients[slot.variable.name];
        if (gradient === undefined) return;
        const ownRate = slot.rateFactor === 1 ? rate : rate.mul(slot.rateFactor);
        const change = this.rule.direction(gradient, this.own[index] ?? {}, this.shared).mul(ownRate);
        const decayed =
          slot.decays && this.settings.weightDecay > 0
            ? slot.variable.sub(slot.variable.mul(ownRate.mul(this.settings.weightDecay)))
            : slot.variable;
        slot.variable.assign(decayed.sub(change));
      });
    });
  }

  dispose(): void {
    this.state.forget("optimizer/");
    tf.dispose([this.shared, ...this.own]);
  }
}
