/**
 * Gradients for which TensorFlow has an operation of its own where tfjs composes several. They serve plain and
 * compiled steps alike, so that the two agree. The gradient of a bias is not among them: in a graph TensorFlow merges
 * its operation with that of the kernel, which costs the agreement to the last bit and gains nothing.
 */
import type { NativeBackend, TFEOpAttr } from "./compile/native-backend";
import { tf } from "./tf";

/** Replaces tfjs's own; once a process. */
export function installNativeGradients(backend: NativeBackend): void {
  const float = typeAttribute(backend, "T");
  replaceGradient({
    kernelName: "Relu",
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => backend.executeSingleOutput("ReluGrad", [float], [single(dy), given(y)]) }),
  });
  replaceGradient({
    kernelName: "Relu6",
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => backend.executeSingleOutput("Relu6Grad", [float], [single(dy), given(y)]) }),
  });
  // tfjs divides by the number of values; in a graph TensorFlow makes that a product, which rounds another way.
  replaceGradient({
    ...tf.getGradient("Mean"),
    gradFunc: (dy, [x], { axis }) => {
      const { shape } = given(x);
      const axes = Array.isArray(axis) ? axis.map(Number) : typeof axis === "number" ? [axis] : [...shape.keys()];
      const taken = tf.util.parseAxisParam(axes, shape);
      const kept = shape.map((side, index) => (taken.includes(index) ? 1 : side));
      const share = 1 / taken.reduce((product, index) => product * (shape[index] ?? 1), 1);
      return { x: () => single(dy).reshape(kept).mul(share).broadcastTo(shape) };
    },
  });
}

export const typeAttribute = ({ binding }: NativeBackend, name: string, type = binding.TF_FLOAT): TFEOpAttr => {
  return { name, type: binding.TF_ATTR_TYPE, value: type };
};

function replaceGradient(gradient: Parameters<typeof tf.registerGradient>[0]): void {
  tf.unregisterGradient(gradient.kernelName);
  tf.registerGradient(gradient);
}

const single = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor => given(Array.isArray(dy) ? dy[0] : dy);

function given(tensor: tf.Tensor | undefined): tf.Tensor {
  if (tensor === undefined) throw new Error("a gradient lacks the value it was to be saved with");
  return tensor;
}
