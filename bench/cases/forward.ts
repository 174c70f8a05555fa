/** (d) The forward pass of an ImageNet-size backbone at 224 × 224. */
import { makeBackbone, makePictures } from "../lib/material";
import type { BenchCase } from "../lib/measurement";
import { measureRounds, type Contestant, type Opened } from "../lib/rounds";
import { worstRatio } from "../lib/worst-ratio";

const BATCH = 32;
const SIDE = 224;
/** How far the outputs may lie apart, as a share of the largest. */
const TOLERANCE = 1e-3;

export const forwardPass: BenchCase = {
  id: "d",
  async measure({ workplace, say, smoke }) {
    const pictures = { count: 2 * BATCH, height: SIDE, width: SIDE, channels: 3, classes: 10 };
    const data = await makePictures(workplace, pictures);
    const open = { network: await makeBackbone(workplace), data, batch: BATCH };
    const python = (title: string, script: string, variant: string): Contestant => ({
      title,
      open,
      ...workplace.python(script, variant),
    });
    const { group, versions, notes } = await measureRounds({
      title: "MobileNetV2",
      contestants: [
        { title: "Transfer Lab", open, ...workplace.typescript("ours-forward.ts") },
        python("Keras, predict_on_batch", "keras_forward.py", "predict"),
        python("Keras, tf.function", "keras_forward.py", "function"),
        python("PyTorch", "torch_forward.py", "plain"),
        python("PyTorch, channels_last", "torch_forward.py", "channels-last"),
        { ...python("PyTorch, torch.compile", "torch_forward.py", "compiled"), optional: true },
      ],
      rounds: smoke ? 2 : 8,
      count: smoke ? 1 : 5,
      skip: 1,
      say,
      check: sameOutputs,
      detail: (ms) => `${((1000 * BATCH) / ms).toFixed(0)} pictures a second`,
    });
    return {
      title: "Forward pass of the backbone",
      unit: "ms",
      of: `a batch of ${BATCH} pictures of ${SIDE} × ${SIDE} × 3 through MobileNetV2 1.0, from an array in memory to the probabilities as an array`,
      groups: [group],
      ratios: { "forward-vs-keras": worstRatio([group], (title) => title.startsWith("Keras")) },
      figures: {},
      notes: [
        `The outputs of Keras and Transfer Lab agree to ${TOLERANCE} of the largest, which the benchmark checks; torchvision's network pads otherwise.`,
        ...notes,
      ],
      versions,
    };
  },
};

function sameOutputs(ours: Opened, other: Opened, title: string): void {
  if (title.startsWith("PyTorch")) return;
  const largest = Math.max(...ours.result);
  const apart = ours.result.map((value, index) => Math.abs(value - (other.result[index] ?? NaN)));
  if (Math.max(...apart) <= TOLERANCE * largest) return;
  throw new Error(
    `the outputs of ${title} must be those of Transfer Lab to ${TOLERANCE} of the largest, got ${Math.max(...apart)} of ${largest}; they do not compute the same`,
  );
}
