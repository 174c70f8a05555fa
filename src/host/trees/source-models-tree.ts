/** The Source Models view: networks that an experiment can begin with, where they come from, and their layers in groups. */
import * as vscode from "vscode";
import { core } from "../core";
import { Disposables } from "../disposables";
import { viewIds } from "../ids";
import { groupItem, layerItem, modelItem, type ModelNode } from "./source-model-items";
import { listSourceModels } from "./source-model-list";

export class SourceModelsTree implements vscode.TreeDataProvider<ModelNode>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly #view: vscode.TreeView<ModelNode>;

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param onDidEnd when a run is over, which may have left models */
  constructor(onDidEnd: vscode.Event<unknown>) {
    this.#view = this.#disposables.add(
      vscode.window.createTreeView(viewIds.sourceModels, { treeDataProvider: this, showCollapseAll: true }),
    );
    const refresh = () => {
      this.refresh();
    };
    const saved = this.#disposables.add(vscode.workspace.createFileSystemWatcher("**/model.json", false, true));
    for (const event of [saved.onDidCreate, saved.onDidDelete, onDidEnd]) this.#disposables.add(event(refresh));
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(refresh));
  }

  /** The row that has the focus, where one has. */
  get selected(): ModelNode | undefined {
    return this.#view.selection[0];
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: ModelNode): Promise<ModelNode[]> {
    if (node === undefined) return (await listSourceModels()).map((model) => ({ kind: "model", model }));
    const { model } = node;
    if (node.kind === "group") return node.group.layers.map((layer) => ({ kind: "layer", model, layer }));
    if (node.kind === "layer" || "problem" in model.found) return [];
    const { layerGroups } = await core();
    return layerGroups(model.found.summary.layers).map((group): ModelNode => {
      const [only, second] = group.layers;
      return only !== undefined && second === undefined
        ? { kind: "layer", model, layer: only }
        : { kind: "group", model, group };
    });
  }

  async getTreeItem(node: ModelNode): Promise<vscode.TreeItem> {
    const { formatBytes } = await core();
    switch (node.kind) {
      case "model":
        return modelItem(node.model, formatBytes);
      case "group":
        return groupItem(node);
      case "layer":
        return layerItem(node);
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
