/** How far the weights of each layer have moved since training began: ‖w − w_start‖ / ‖w_start‖. */
import type { LayerHealth } from "../protocol/metrics";
import type { Network } from "./network";
import { tf } from "./tf";

export class LayerDrift {
  private readonly start: ReadonlyMap<string, tf.Tensor[]>;

  /** @param network as training finds it; its weights are copied */
  constructor(private readonly network: Network) {
    const copy = (layer: string) =>
      network.trainableWeights(layer).map(({ variable }) => tf.tidy(() => variable.mul(1)));
    this.start = new Map(network.plan.map(({ name }) => [name, copy(name)]));
  }

  measure(): Record<string, LayerHealth> {
    const squares = (tensors: readonly tf.Tensor[]): tf.Scalar =>
      tensors.reduce<tf.Scalar>((sum, tensor) => sum.add(tensor.square().sum()), tf.scalar(0));
    return tf.tidy(() =>
      Object.fromEntries(
        [...this.start].map(([layer, start]) => {
          const now = this.network.trainableWeights(layer).map(({ variable }) => variable);
          const moved = squares(now.map((variable, index) => variable.sub(start[index] ?? 0)));
          const drift = moved.div(squares(start).add(Number.MIN_VALUE)).sqrt().dataSync()[0] ?? 0;
          return [layer, { drift: Number.isFinite(drift) ? drift : 0 }];
        }),
      ),
    );
  }

  dispose(): void {
    tf.dispose([...this.start.values()]);
  }
}
