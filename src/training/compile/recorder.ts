/**
 * Records a step while it runs for real. It listens one level below tfjs's backend, at the native binding, where
 * tensors are integer ids: views, clones, lazy uploads and gradients then need no special case.
 */
import { tf } from "../tf";
import type {
  NativeBackend,
  TensorEntry,
  TensorMetadata,
  TensorValues,
  TFEOpAttr,
  TFJSBinding,
} from "./native-backend";
import type { ConstantNode, OpNode, Recorded, Source } from "./recording";

export type Tensors = Readonly<Record<string, tf.Tensor>>;

/** Operations whose noise TensorFlow draws by itself: a graph could not repeat the step's numbers. */
const DRAWS = /^(Random|Multinomial|Truncated|ParameterizedTruncated)/;

/**
 * @param step run once, for real; its variables change
 * @param inputs tensors that change from call to call; everything else becomes part of the graph
 * @param variables the registered variables that stay variables of the graph; others become constants
 * @returns what the step returned, and the recording or why there is none
 */
export function record<Outputs extends Tensors>(
  backend: NativeBackend,
  step: (inputs: Tensors) => Outputs,
  inputs: Tensors,
  variables: readonly tf.Variable[],
): { outputs: Outputs; recorded: Recorded } {
  const recorder = new Recorder(backend, inputs, variables);
  const outputs = recorder.listen(() => step(inputs));
  return { outputs, recorded: recorder.finish(outputs) };
}

class Recorder {
  private readonly nodes: (OpNode | ConstantNode)[] = [];
  private readonly sources = new Map<number, Source>();
  private readonly used: tf.Variable[] = [];
  private readonly captured: tf.DataId[] = [];
  /** Variables by the native id that they had at the beginning. */
  private readonly variablesById: Map<number, tf.Variable>;
  private readonly entries = new Map<number, TensorEntry & { dataId: tf.DataId }>();
  private readonly madeIn = new WeakMap<tf.DataId, string>();
  /** What TensorFlow is about to get the values of. */
  private uploading: tf.DataId[] = [];
  private fault: string | undefined;
  /** The real one, behind the listening. */
  private readonly binding: TFJSBinding;
  private readonly registered = Object.keys(tf.engine().state.registeredVariables).join();

  constructor(
    private readonly backend: NativeBackend,
    private readonly inputs: Tensors,
    variables: readonly tf.Variable[],
  ) {
    this.binding = backend.binding;
    this.variablesById = new Map(variables.map((variable) => [this.idOf(variable), variable]));
    for (const [name, tensor] of Object.entries(inputs)) this.sources.set(this.idOf(tensor), { kind: "input", name });
  }

  /** Runs something while every call of the binding passes through here. */
  listen<T>(work: () => T): T {
    const { backend, binding } = this;
    const idsOf = backend.getInputTensorIds.bind(backend);
    const write = backend.write.bind(backend);
    const listening: Partial<NativeBackend> = {
      binding: Object.create(binding, {
        executeOp: { value: this.executeOp.bind(this) },
        createTensor: { value: this.createTensor.bind(this) },
        tensorDataSync: { value: this.tensorDataSync.bind(this) },
      }) as TFJSBinding,
      getInputTensorIds: (tensors) => {
        this.uploading = tensors.flatMap(({ dataId }) => this.waitsFor(dataId));
        const ids = idsOf(tensors);
        ids.forEach((id, index) => {
          this.remember(id, tensors[index]?.dataId);
        });
        return ids;
      },
      write: (...args) => {
        const dataId = write(...args);
        this.madeIn.set(dataId, operationUnderWay());
        return dataId;
      },
    };
    const before = Object.keys(listening).map(
      (name) => [name, Object.getOwnPropertyDescriptor(backend, name)] as const,
    );
    Object.assign(backend, listening);
    try {
      return work();
    } finally {
      for (const [name, property] of before) {
        if (property === undefined) Reflect.deleteProperty(backend, name);
        else Object.defineProperty(backend, name, property);
      }
    }
  }

  finish(outputs: Tensors): Recorded {
    const { backend, inputs } = this;
    const specOf = (name: string, tensor: tf.Tensor) => {
      const { dtype } = backend.tensorMap.get(tensor.dataId);
      return { name, dtype, shape: tensor.shape };
    };
    const results = Object.entries(outputs).map(([name, tensor]) => {
      const id = this.idOf(tensor);
      this.remember(id, tensor.dataId);
      return { ...specOf(name, tensor), source: this.sourceOf(id) };
    });
    const updates: [number, Source][] = [];
    for (const [id, variable] of this.variablesById) {
      if (variable.isDisposed) this.fault ??= "the step disposes a variable";
      else if (this.idOf(variable) !== id) updates.push([this.indexOf(variable), this.sourceOf(this.idOf(variable))]);
    }
    if (Object.keys(tf.engine().state.registeredVariables).join() !== this.registered)
      this.fault ??= "the step creates or disposes variables";
    if (this.fault !== undefined) return { ok: false, reason: this.fault };
    return {
      ok: true,
      recording: {
        inputs: Object.entries(inputs).map(([name, tensor]) => specOf(name, tensor)),
        variables: this.used,
        nodes: this.nodes,
        outputs: results,
        // In an order that does not depend on which variable was made first.
        updates: new Map(updates.sort(([a], [b]) => a - b)),
        captured: this.captured,
      },
    };
  }

  private executeOp(...[op, attributes, ids, outputs]: Parameters<TFJSBinding["executeOp"]>): TensorMetadata[] {
    if (DRAWS.test(op)) this.fault ??= `${op} draws its own random numbers; use the stateless ones with a counter`;
    const inputs = ids.map((id) => this.sourceOf(id));
    const results = this.binding.executeOp(op, attributes, ids, outputs);
    const copy = attributes.map(({ name, type, value }): TFEOpAttr => ({ name, type, value }));
    const node = this.add({ kind: "op", op, attributes: copy, inputs });
    results.forEach(({ id }, output) => this.sources.set(id, { kind: "node", node, output }));
    return results;
  }

  private createTensor(...[shape, dtype, values]: Parameters<TFJSBinding["createTensor"]>): number {
    const id = this.binding.createTensor(shape, dtype, values);
    const dataId = this.uploading.shift();
    const madeIn = dataId === undefined ? "" : this.madeIn.get(dataId);
    // One from before the step is captured once an operation takes it, as if it had been handed over long ago.
    if (madeIn === undefined) return id;
    const numbers = isNumbers(values) ? values.slice() : undefined;
    if (numbers === undefined) this.fault ??= "the step makes a tensor of something else than numbers";
    else {
      this.sources.set(id, this.constant({ dtype, shape: [...shape], values: numbers, madeIn, isCaptured: false }));
    }
    return id;
  }

  private tensorDataSync(id: number): TensorValues {
    const scope = operationUnderWay();
    this.fault ??= `the step reads a value back into JavaScript${scope === "" ? "" : ` (in ${scope})`}`;
    return this.binding.tensorDataSync(id);
  }

  private constant(node: Omit<ConstantNode, "kind">): Source {
    return { kind: "node", node: this.add({ kind: "constant", ...node }), output: 0 };
  }

  private add(node: OpNode | ConstantNode): number {
    return this.nodes.push(node) - 1;
  }

  private sourceOf(id: number): Source {
    const known = this.sources.get(id);
    if (known !== undefined) return known;
    const variable = this.variablesById.get(id);
    const source: Source =
      variable === undefined ? this.capture(id) : { kind: "variable", variable: this.indexOf(variable) };
    this.sources.set(id, source);
    return source;
  }

  /** A tensor from before the step, held by its closure. */
  private capture(id: number): Source {
    const entry = this.entries.get(id);
    const { TF_FLOAT, TF_INT32, TF_BOOL } = this.backend.binding;
    if (entry === undefined || ![TF_FLOAT, TF_INT32, TF_BOOL].includes(entry.dtype)) {
      this.fault ??= "the step uses a tensor that is no input, no variable and no result of its own";
      return { kind: "node", node: -1, output: 0 };
    }
    this.captured.push(entry.dataId);
    const values = this.binding.tensorDataSync(id).slice();
    return this.constant({ dtype: entry.dtype, shape: [...entry.shape], values, madeIn: "", isCaptured: true });
  }

  private indexOf(variable: tf.Variable): number {
    const index = this.used.indexOf(variable);
    return index >= 0 ? index : this.used.push(variable) - 1;
  }

  private idOf(tensor: tf.Tensor): number {
    return this.backend.getInputTensorIds([tensor])[0] ?? -1;
  }

  private waitsFor(dataId: tf.DataId | undefined): tf.DataId[] {
    return dataId === undefined || this.backend.tensorMap.get(dataId).values === null ? [] : [dataId];
  }

  private remember(id: number, dataId: tf.DataId | undefined): void {
    if (dataId !== undefined) this.entries.set(id, { ...this.backend.tensorMap.get(dataId), dataId });
  }
}

/** tfjs adds `__op` to the names of its operations. */
const operationUnderWay = (): string => (tf.engine().state.scopeStack.at(-1)?.name ?? "").replace("__op", "");

const isNumbers = (values: tf.BackendValues): values is TensorValues =>
  values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array;
