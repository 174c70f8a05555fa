/**
 * One dense layer of a progressive network's column k, with a lateral adapter from the layer below of earlier columns:
 *
 *     h_i^k = f(W h_(i−1)^k + b + U σ(V [α₁ h_(i−1)^1, …, α_(k−1) h_(i−1)^(k−1)] + c))
 *
 * The earlier columns are frozen. α are learned scalars, one an earlier column, that bring the columns' activations to
 * one scale. The first layer of a column, and the first column, have no lateral. With U = 0 the layer is an ordinary one.
 *
 * Matrices are as TensorFlow keeps them, [inputs, outputs], and rows are examples: W h is written `rows · kernel`.
 *
 * @see Rusu et al., Progressive Neural Networks, arXiv:1606.04671, 2016, equation 2
 */

export type Activation = "linear" | "relu" | "tanh";
type Matrix = readonly (readonly number[])[];

export interface ProgressiveLayer {
  /** W, [inputs, units]. */
  kernel: Matrix;
  /** b, [units]. */
  bias: readonly number[];
  /** f. */
  activation: Activation;
  /** Left out where the layer has none. */
  lateral?: LateralAdapter;
}

export interface LateralAdapter {
  /** α, one an earlier column. */
  scales: readonly number[];
  /** V, [units of all earlier columns' layers below, adapter units]; its rows follow the order of the columns. */
  adapterKernel: Matrix;
  /** c, [adapter units]. */
  adapterBias: readonly number[];
  /** σ. */
  adapterActivation: Activation;
  /** U, [adapter units, units]. */
  outputKernel: Matrix;
}

/**
 * @param own h_(i−1)^k, [n, inputs]
 * @param earlier h_(i−1)^j of each column j < k, [n, units] each
 * @returns h_i^k, [n, units]
 * @throws RangeError if shapes do not fit together
 */
export function progressiveLayer(own: Matrix, earlier: readonly Matrix[], layer: ProgressiveLayer): number[][] {
  const { kernel, bias, activation, lateral } = layer;
  let sums = shifted(product(own, kernel), bias);
  if (lateral) {
    const side = product(adapted(earlier, lateral), lateral.outputKernel);
    if (side.length !== sums.length || side[0]?.length !== sums[0]?.length) {
      throw new RangeError(`a lateral of ${shapeOf(side)} does not fit a layer of ${shapeOf(sums)}`);
    }
    sums = sums.map((row, i) => row.map((value, j) => value + (side[i]?.[j] ?? 0)));
  }
  return activated(sums, activation);
}

/** σ(V [α₁ h¹, …] + c), [n, adapter units]. */
function adapted(earlier: readonly Matrix[], lateral: LateralAdapter): number[][] {
  const { scales, adapterKernel, adapterBias, adapterActivation } = lateral;
  if (earlier.length !== scales.length) {
    throw new RangeError(`each of ${earlier.length} earlier columns needs a scale, got ${scales.length}`);
  }
  const [first] = earlier;
  const joined = (first ?? []).map((_, row) =>
    earlier.flatMap((column, j) => (column[row] ?? []).map((value) => (scales[j] ?? 0) * value)),
  );
  return activated(shifted(product(joined, adapterKernel), adapterBias), adapterActivation);
}

function product(rows: Matrix, kernel: Matrix): number[][] {
  const outputs = kernel[0]?.length ?? 0;
  return rows.map((row) => {
    if (row.length !== kernel.length) {
      throw new RangeError(`${row.length} inputs do not fit a kernel of ${shapeOf(kernel)}`);
    }
    return Array.from({ length: outputs }, (_, j) =>
      row.reduce((sum, value, i) => sum + value * (kernel[i]?.[j] ?? 0), 0),
    );
  });
}

function shifted(rows: Matrix, bias: readonly number[]): number[][] {
  return rows.map((row) => {
    if (row.length !== bias.length) throw new RangeError(`${row.length} units need a bias each, got ${bias.length}`);
    return row.map((value, j) => value + (bias[j] ?? 0));
  });
}

const activated = (rows: Matrix, activation: Activation): number[][] =>
  rows.map((row) => row.map(FUNCTIONS[activation]));

const FUNCTIONS: Record<Activation, (value: number) => number> = {
  linear: (value) => value,
  relu: (value) => Math.max(0, value),
  tanh: (value) => Math.tanh(value),
};

const shapeOf = (rows: Matrix): string => `${rows.length} × ${rows[0]?.length ?? 0}`;
