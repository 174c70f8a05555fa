/** A graph that TensorFlow has loaded, with the values of its variables. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { GRAPH_TAG, graphNames } from "./graph-definition";
import type { NativeBackend, TensorMetadata } from "./native-backend";
import type { Recording } from "./recording";

/** Whoever keeps its variables in a session; another one that wants it asks it to take them out. */
export interface SessionTenant {
  moveOut(): void;
}

export class GraphSession {
  private readonly model: number;
  private readonly inputNames: string;
  private readonly outputNames: string;
  /** Whose variables it holds now. */
  private tenant: SessionTenant | undefined;
  private readonly tenants = new Set<SessionTenant>();

  /** @throws Error where TensorFlow refuses the graph */
  constructor(
    private readonly backend: NativeBackend,
    graph: Uint8Array,
    recording: Pick<Recording, "inputs" | "outputs">,
  ) {
    this.inputNames = listed(recording.inputs.map(({ name }) => graphNames.input(name)));
    this.outputNames = listed(recording.outputs.map((_, index) => graphNames.output(index)));
    const folder = mkdtempSync(path.join(os.tmpdir(), "transfer-lab-graph-"));
    try {
      writeFileSync(path.join(folder, "saved_model.pb"), graph);
      this.model = backend.binding.loadSavedModel(folder, GRAPH_TAG);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  get isInUse(): boolean {
    return this.tenants.size > 0;
  }

  /** Lets the tenant before move out. @returns true where the session held another tenant's variables */
  letTo(tenant: SessionTenant): boolean {
    this.tenants.add(tenant);
    if (this.tenant === tenant) return false;
    this.tenant?.moveOut();
    this.tenant = tenant;
    return true;
  }

  leave(tenant: SessionTenant): void {
    this.tenants.delete(tenant);
    if (this.tenant === tenant) this.tenant = undefined;
  }

  /** One step. @param inputs native ids in the order of the recording @returns results in the order of the recording */
  run(inputs: readonly number[]): TensorMetadata[] {
    return this.backend.binding.runSavedModel(this.model, [...inputs], this.inputNames, this.outputNames);
  }

  /** Sets variables. @param values native ids, one a variable */
  assign(variables: readonly number[], values: readonly number[]): void {
    if (variables.length === 0) return;
    const inputs = listed(variables.map(graphNames.value));
    const done = listed(variables.map(graphNames.assign));
    const results = this.backend.binding.runSavedModel(this.model, [...values], inputs, done);
    for (const { id } of results) this.backend.binding.deleteTensor(id);
  }

  /** @returns copies of the values of variables; the caller owns them */
  read(variables: readonly number[]): TensorMetadata[] {
    if (variables.length === 0) return [];
    return this.backend.binding.runSavedModel(this.model, [], "", listed(variables.map(graphNames.read)));
  }

  /** Only once no tenant is left. */
  dispose(): void {
    this.backend.binding.deleteSavedModel(this.model);
  }
}

/** tfjs-node takes the names of results as one text. */
const listed = (names: readonly string[]): string => names.map((name) => `${name}:0`).join(",");
