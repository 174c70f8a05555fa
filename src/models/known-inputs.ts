/**
 * How networks in general use take their pictures, for models that do not say it themselves: recognised by the names
 * that Keras gives their layers. Networks that need the channels in another order are not among them, because that
 * cannot be said in an experiment file.
 *
 * @see the `preprocess_input` of each in keras.applications, and the EfficientNet-Lite of its authors
 */
import { t } from "@vscode/l10n";
import type { ModelSummary } from "./layer-summary";

interface KnownInput {
  title: string;
  /** For values in 0..1. */
  preprocessing: { mean: number[]; std: number[] };
}

const AROUND_ZERO = { mean: [0.5], std: [0.5] };
const BYTES = { mean: [0], std: [1 / 255] };
/** Of the pictures of ImageNet, channel by channel. */
const STANDARDIZED = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/** The first whose layers are all there. */
const known: readonly (KnownInput & { layers: readonly string[] })[] = [
  { title: "MobileNet", layers: ["conv_dw_1", "conv_pw_1"], preprocessing: AROUND_ZERO },
  { title: "MobileNetV2", layers: ["block_1_expand", "block_1_project_BN"], preprocessing: AROUND_ZERO },
  { title: "Inception", layers: ["mixed0", "mixed10"], preprocessing: AROUND_ZERO },
  { title: "Xception", layers: ["block2_sepconv1", "block14_sepconv2"], preprocessing: AROUND_ZERO },
  { title: "ResNetV2", layers: ["conv1_conv", "conv2_block1_preact_bn", "post_bn"], preprocessing: AROUND_ZERO },
  { title: "EfficientNet-Lite", layers: ["stem_conv", "block1a_dwconv"], preprocessing: AROUND_ZERO },
  { title: "DenseNet", layers: ["pool2_conv", "pool4_conv", "conv5_block16_concat"], preprocessing: STANDARDIZED },
];

/** @returns undefined where it is none of them, or takes pictures as they are */
export function knownInputOf({
  layers,
  inputShape,
}: Pick<ModelSummary, "layers" | "inputShape">): KnownInput | undefined {
  if (inputShape.length !== 3) return undefined;
  // A layer that scales by itself is made for the bytes of a file.
  if (layers.some(({ kind }) => kind === "Rescaling"))
    return { title: t("a network that scales its pictures itself"), preprocessing: BYTES };
  const names = new Set(layers.map(({ name }) => name));
  return known.find(({ layers: marks }) => marks.every((mark) => names.has(mark)));
}
