/**
 * How the last step of an epoch changed each layer: its gradient and its size. Read from the weights and the optimizer's
 * accumulators before and after that step, which changes none of them; kept in the trial's state, because a training
 * may be stopped between its last step and the end of the epoch.
 */
import { z } from "zod";
import type { OptimizerSettings } from "../experiment/types";
import { stepFigures, type OptimizedTensor, type StepFigures } from "../math/step-health";
import type { Network } from "./network";
import type { Cell, TrialState } from "./trial-state";

const figuresSchema = z.record(
  z.string(),
  z.object({ gradientNorm: z.number().optional(), updateRatio: z.number().optional() }),
);
type LayerFigures = z.infer<typeof figuresSchema>;

interface Watched {
  network: Network;
  /** Where the accumulators are registered. */
  state: TrialState;
  optimizer: OptimizerSettings;
  /** The rate of each layer as a multiple of the step's; 1 where left out. */
  rateFactors: ReadonlyMap<string, number>;
}

type Seen = ReadonlyMap<string, { tensor: OptimizedTensor; decays: boolean }[]>;

export class StepHealth {
  private readonly cell: Cell<LayerFigures>;
  private before: Seen = new Map();

  constructor(private readonly of: Watched) {
    this.cell = of.state.cell("step-health", figuresSchema, {});
  }

  /** Before the last step of an epoch. @param layers that it trains; none in an epoch that is not measured */
  begin(layers: readonly string[]): void {
    this.before = this.look(layers);
  }

  /** After it. @param rate of the network's last layer */
  end(rate: number): void {
    const after = this.look([...this.before.keys()]);
    const figures = [...this.before].map(([layer, seen]) => {
      const tensors = seen.map(({ tensor, decays }, index) => {
        return { before: tensor, after: after.get(layer)?.[index]?.tensor ?? tensor, decays };
      });
      const own = rate * (this.of.rateFactors.get(layer) ?? 1);
      return [layer, rounded(stepFigures(tensors, this.of.optimizer, own))] as const;
    });
    this.cell.current = Object.fromEntries(figures);
    this.before = new Map();
  }

  /** By layer; those that the last step did not train, or that were not looked at, are left out. */
  get figures(): Readonly<LayerFigures> {
    return this.cell.current;
  }

  private look(layers: readonly string[]): Seen {
    const { network, state } = this.of;
    const accumulator = (name: string) => state.registered(`optimizer/${name}`)?.dataSync<"float32">();
    const lookAt = ({ name, variable }: ReturnType<Network["trainableWeights"]>[number]) => {
      const [first, second] = [accumulator(`${name}/m`), this.needsSecond ? accumulator(`${name}/v`) : undefined];
      const tensor = { weight: variable.dataSync<"float32">(), ...(first && { first }), ...(second && { second }) };
      return { tensor, decays: name.endsWith("kernel") };
    };
    return new Map(layers.map((layer) => [layer, network.trainableWeights(layer).map(lookAt)]));
  }

  private get needsSecond(): boolean {
    return this.of.optimizer.name === "rmsprop";
  }
}

/** Four digits: enough to see, few enough for the rows of deep networks. */
const rounded = (figures: StepFigures): StepFigures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number((value as number).toPrecision(4))]));
