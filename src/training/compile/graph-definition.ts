/**
 * Writes a recording down as a TensorFlow SavedModel that tfjs-node can load: placeholders for the inputs, a resource
 * variable for each variable, the recorded operations, and assignments for what the step changed.
 *
 * The bytes depend on the step alone, not on the process or on the order in which its variables were made: equal
 * steps give equal bytes, so that trials can share one session.
 */
import { graphMessages as messages } from "../tf";
import {
  bytesOf,
  eagerAttribute,
  shapeAttribute,
  shapeOf,
  stringAttribute,
  typeAttribute,
  unknownShapeAttribute,
} from "./graph-attributes";
import { isHiddenConstant, isHiddenInput } from "./exact-rounding";
import type { TFJSBinding } from "./native-backend";
import type { ConstantNode, OpNode, Recording, Source } from "./recording";

/** Names of a graph's nodes; names of results end with their index. */
export const graphNames = {
  input: (name: string): string => `in_${name}`,
  output: (index: number): string => `out_${index}`,
  /** Takes a value for a variable; `assign` then stores it and `read` gives it. */
  value: (variable: number): string => `value_${variable}`,
  assign: (variable: number): string => `assign_${variable}`,
  read: (variable: number): string => `read_${variable}`,
};

/** A version of TensorFlow's graphs that every library from 2.9 on reads. */
const PRODUCER = 1087;

type Attributes = Readonly<Record<string, messages.AttrValue>>;

/**
 * @param isExact whether the graph has to round as the plain step does; otherwise TensorFlow may merge and rewrite, which
 *   is faster
 * @returns the bytes of `saved_model.pb`
 */
export function savedModelOf(recording: Recording, binding: TFJSBinding, isExact: boolean): Uint8Array {
  return new GraphWriter(recording, binding, isExact).write();
}

class GraphWriter {
  private readonly nodes: messages.NodeDef[] = [];
  private readonly startValues = new Set<number>();

  constructor(
    private readonly recording: Recording,
    private readonly binding: TFJSBinding,
    private readonly isExact: boolean,
  ) {}

  write(): Uint8Array {
    const { inputs, variables } = this.recording;
    for (const { name, dtype, shape } of inputs) this.placeholder(graphNames.input(name), dtype, shape);
    variables.forEach((_, index) => {
      this.variable(index);
    });
    this.operations();
    this.results(this.updates());
    return this.file();
  }

  private operations(): void {
    for (const [index, node] of this.recording.nodes.entries()) {
      if (node.kind === "constant") this.constant(index, node);
      else {
        const attributes = node.attributes.map(
          (attribute) => [attribute.name, eagerAttribute(attribute, this.binding)] as const,
        );
        this.node(nodeName(index), node.op, {
          inputs: node.inputs.map((source, position) => this.inputOf(node, position, source)),
          attributes: Object.fromEntries(attributes),
        });
      }
    }
  }

  private inputOf(node: OpNode, position: number, source: Source): string {
    const from = source.kind === "node" ? this.recording.nodes[source.node] : undefined;
    const name = this.nameOf(source);
    const isHidden = this.isExact && from !== undefined && isHiddenInput(node, position, from, this.binding);
    if (!isHidden) return name;
    const hidden = `hidden_${this.nodes.length}`;
    this.hide(hidden, name, { dtype: typeAttribute(this.binding.TF_FLOAT), shape: unknownShapeAttribute() });
    return hidden;
  }

  private hide(name: string, value: string, attributes: Attributes): void {
    this.node(name, "PlaceholderWithDefault", { inputs: [value], attributes });
  }

  /** Each assignment waits until the value from the start of the step has been read. */
  private updates(): string[] {
    return [...this.recording.updates].map(([variable, source]) => {
      const value = this.nameOf(source);
      const after = this.startValues.has(variable) ? [startName(variable)] : [];
      const name = `update_${variable}`;
      const attributes = { dtype: typeAttribute(this.typeOf(variable)) };
      this.node(name, "AssignVariableOp", { inputs: [handleName(variable), value], attributes, after });
      return name;
    });
  }

  /** Fetching any result also carries out every assignment. */
  private results(updates: readonly string[]): void {
    this.recording.outputs.forEach(({ dtype, source }, index) => {
      const attributes = { T: typeAttribute(dtype) };
      this.node(graphNames.output(index), "Identity", { inputs: [this.nameOf(source)], attributes, after: updates });
    });
  }

  private nameOf(source: Source): string {
    switch (source.kind) {
      case "input":
        return graphNames.input(source.name);
      case "node":
        return source.output === 0 ? nodeName(source.node) : `${nodeName(source.node)}:${source.output}`;
      case "variable": {
        const name = startName(source.variable);
        if (!this.startValues.has(source.variable)) {
          this.startValues.add(source.variable);
          this.readVariable(name, source.variable);
        }
        return name;
      }
    }
  }

  private variable(index: number): void {
    const type = typeAttribute(this.typeOf(index));
    const shape = shapeAttribute(this.recording.variables[index]?.shape ?? []);
    const shared = stringAttribute(handleName(index));
    this.node(handleName(index), "VarHandleOp", { attributes: { dtype: type, shape, shared_name: shared } });
    this.node(graphNames.value(index), "Placeholder", { attributes: { dtype: type, shape } });
    const stored = `store_${index}`;
    const inputs = [handleName(index), graphNames.value(index)];
    this.node(stored, "AssignVariableOp", { inputs, attributes: { dtype: type } });
    const done = { dtype: this.binding.TF_FLOAT, shape: [], values: Float32Array.of(1) };
    this.node(graphNames.assign(index), "Const", { attributes: this.constantAttributes(done), after: [stored] });
    this.readVariable(graphNames.read(index), index);
  }

  private readVariable(name: string, variable: number): void {
    const attributes = { dtype: typeAttribute(this.typeOf(variable)) };
    this.node(name, "ReadVariableOp", { inputs: [handleName(variable)], attributes });
  }

  private typeOf(variable: number): number {
    const { TF_FLOAT, TF_INT32, TF_BOOL } = this.binding;
    const types: Readonly<Record<string, number>> = { float32: TF_FLOAT, int32: TF_INT32, bool: TF_BOOL };
    return types[this.recording.variables[variable]?.dtype ?? ""] ?? TF_FLOAT;
  }

  private placeholder(name: string, dtype: number, shape: readonly number[]): void {
    this.node(name, "Placeholder", { attributes: { dtype: typeAttribute(dtype), shape: shapeAttribute(shape) } });
  }

  private constant(index: number, node: ConstantNode): void {
    const isHidden = this.isExact && isHiddenConstant(node, this.binding);
    const name = isHidden ? `constant_${index}` : nodeName(index);
    this.node(name, "Const", { attributes: this.constantAttributes(node) });
    const attributes = { dtype: typeAttribute(node.dtype), shape: shapeAttribute(node.shape) };
    if (isHidden) this.hide(nodeName(index), name, attributes);
  }

  private constantAttributes({ dtype, shape, values }: Pick<ConstantNode, "dtype" | "shape" | "values">): Attributes {
    const tensor = new messages.Tensor();
    tensor.setDtype(dtype);
    tensor.setTensorShape(shapeOf(shape));
    tensor.setTensorContent(bytesOf(values));
    const value = new messages.AttrValue();
    value.setTensor(tensor);
    return { dtype: typeAttribute(dtype), value };
  }

  private node(
    name: string,
    op: string,
    {
      inputs = [],
      attributes = {},
      after = [],
    }: { inputs?: readonly string[]; attributes?: Attributes; after?: readonly string[] },
  ): void {
    const node = new messages.NodeDef();
    node.setName(name);
    node.setOp(op);
    node.setInputList([...inputs, ...after.map((other) => `^${other}`)]);
    for (const [key, value] of Object.entries(attributes)) node.getAttrMap().set(key, value);
    this.nodes.push(node);
  }

  private file(): Uint8Array {
    const versions = new messages.VersionDef();
    versions.setProducer(PRODUCER);
    const graph = new messages.GraphDef();
    graph.setNodeList(this.nodes);
    graph.setVersions(versions);
    const info = new messages.MetaGraphDef.MetaInfoDef();
    info.setTagsList([GRAPH_TAG]);
    const meta = new messages.MetaGraphDef();
    meta.setMetaInfoDef(info);
    meta.setGraphDef(graph);
    const model = new messages.SavedModel();
    model.setSavedModelSchemaVersion(1);
    model.setMetaGraphsList([meta]);
    return model.serializeBinary();
  }
}

/** The tag that the one graph of the file carries. */
export const GRAPH_TAG = "serve";

const nodeName = (index: number): string => `n${index}`;
const handleName = (variable: number): string => `variable_${variable}`;
const startName = (variable: number): string => `start_${variable}`;
