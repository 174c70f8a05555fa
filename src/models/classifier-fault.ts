/** Whether a network that others made can be fine-tuned to tell classes apart. */
import { t } from "@vscode/l10n";
import type { ModelSummary } from "./layer-summary";
import { outputActivation } from "./topology-edits";
import type { TensorRef, Topology } from "./topology";

/** Kinds of layers that can be given another number of outputs. */
const HEADS = ["Dense", "Conv2D"];
/** Kinds that leave the order of the outputs as it is. */
const ORDER_KEEPING = ["Reshape", "Flatten", "Dropout"];

/**
 * @param summary of the same network
 * @returns the rule that is broken, what was received and the way out; undefined where all is well
 */
export function classifierFault(topology: Topology, { inputShape, layers, head }: ModelSummary): string | undefined {
  const { input_layers: inputs, output_layers: outputs } = topology.config;
  if (inputs.length !== 1) return t("must have one input, got {0} ({1}); {2}", inputs.length, namesOf(inputs), cut());
  if (outputs.length !== 1)
    return t("must have one output, got {0} ({1}); {2}", outputs.length, namesOf(outputs), cut());
  if (inputShape.length === 0 || inputShape.includes(null))
    return t(
      "must say the whole shape of its input, got {0}; export it with a fixed input shape",
      shapeText(inputShape),
    );
  if (inputShape.length !== 1 && inputShape.length !== 3)
    return t(
      "must take pictures (height × width × channels) or rows of a table (columns), got an input of {0}",
      shapeText(inputShape),
    );
  const kind = layers.find(({ name }) => name === head)?.kind;
  if (kind === undefined || !HEADS.includes(kind)) {
    const received = kind === undefined ? t("no layer with weights") : t("{0}, a {1}", head, kind);
    return t(
      "must end in a Dense or Conv2D layer, which can be given the classes of the target, got {0}; {1}",
      ...[received, cut()],
    );
  }
  return outputFault(topology, layers, head);
}

const cut = (): string => t("export the part of it that is one classifier");

/** Whether there is one output a class, which the last activation squashes. */
function outputFault(topology: Topology, layers: ModelSummary["layers"], head: string): string | undefined {
  const shape = layers.find(({ name }) => name === topology.config.output_layers[0]?.[0])?.outputShape ?? [];
  if (shape.length > 1) return t("must give one number a class, got an output of {0}; {1}", shapeText(shape), cut());
  const last = outputActivation(topology, head)?.name;
  const position = layers.findIndex(({ name }) => name === last);
  const late =
    last === undefined ? undefined : layers.slice(position + 1).find(({ kind }) => !ORDER_KEEPING.includes(kind));
  return late === undefined
    ? undefined
    : t(
        "must give its classes by the activation of {0}, got another layer after it, {1}, a {2}; {3}",
        ...[last ?? "", late.name, late.kind, cut()],
      );
}

const namesOf = (tensors: readonly TensorRef[]): string => tensors.map(([layer]) => layer).join(", ");

const shapeText = (shape: ModelSummary["inputShape"]): string =>
  shape.length === 0 ? t("none") : shape.map((side) => side ?? "?").join(" × ");
