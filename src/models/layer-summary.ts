/** What can be said of a layer without loading TensorFlow: for checks, hints and the diagram. */
export interface LayerSummary {
  name: string;
  /** Keras class name: `Conv2D`, `Dense`, `BatchNormalization`, … */
  kind: string;
  /** Without the batch dimension; empty where not known. */
  outputShape: readonly (number | null)[];
  parameters: number;
  /** The number depends on a size that is not known yet. */
  isEstimate?: true;
  /** Names of the layers whose outputs it takes in its first call. */
  reads?: readonly string[];
}

/** A network as the editor and the check see it. */
export interface ModelSummary {
  /** [height, width, channels] or [columns]. */
  inputShape: readonly (number | null)[];
  layers: readonly LayerSummary[];
  /** The last layer with weights: the head. */
  head: string;
  /** Class names, where the model says them. */
  classes?: readonly string[];
  /** Outputs of the head. */
  outputs: number;
  /** How it was fed, where the model says it: values minus `mean`, divided by `std`; pictures are 0..1 before. */
  preprocessing?: { mean: readonly number[]; std: readonly number[] };
}
