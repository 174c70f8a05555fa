/** How far the weights of each layer have moved since training began: ‖w − w_start‖ / ‖w_start‖. */
import type { LayerHealth } from "../protocol/metrics";
import type { Network } from "./network";
import { tf } from "./tf";

export class LayerDrift {
  private readonly start: ReadonlyMap<string, tf.Tensor[]>;

  /** @param network as training finds it; the weights that training changes are copied */
  constructor(private readonly network: Network) {
    const copy = (layer: string) =>
      network.trainableWeights(layer).map(({ variable }) => tf.tidy(() => variable.mul(1)));
    this.start = new Map(network.trainedLayers.map((name) => [name, copy(name)]));
  }

  measure(): Record<string, LayerHealth> {
    const squares = (tensors: readonly tf.Tensor[]): tf.Scalar =>
      tensors.reduce<tf.Scalar>((sum, tensor) => sum.add(tensor.square().sum()), tf.scalar(0));
    const drifts = new Map<string, LayerHealth>(this.network.plan.map(({ name }) => [name, { drift: 0 }]));
    return tf.tidy(() => {
      for (const [layer, start] of this.start) {
        const now = this.network.trainableWeights(layer).map(({ variable }) => variable);
        const moved = squares(now.map((variable, index) => variable.sub(start[index] ?? 0)));
        const drift = moved.div(squares(start).add(Number.MIN_VALUE)).sqrt().dataSync()[0] ?? 0;
        drifts.set(layer, { drift: Number.isFinite(drift) ? drift : 0 });
      }
      return Object.fromEntries(drifts);
    });
  }

  dispose(): void {
    tf.dispose([...this.start.values()]);
  }
}
