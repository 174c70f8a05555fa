/** The Data Sets view: what of the workspace can be trained on, with its classes and how many examples it has. */
import path from "node:path";
import * as vscode from "vscode";
import { Disposables } from "../disposables";
import { viewIds } from "../ids";
import { datasetWords } from "../scaffold/data-choices";
import { findWorkspaceDatasets, type FoundDataset } from "../scaffold/workspace-sources";

type Node = { kind: "dataset"; found: FoundDataset; folder: string } | { kind: "class"; name: string };

export class DatasetsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#disposables.add(vscode.window.registerTreeDataProvider(viewIds.datasets, this));
    this.#disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.refresh();
      }),
    );
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node?.kind === "dataset") return node.found.summary.classes.map((name) => ({ kind: "class", name }));
    if (node !== undefined) return [];
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const found = await Promise.all(
      folders.map(async (folder) =>
        (await findWorkspaceDatasets(folder)).map((one): Node => ({ kind: "dataset", found: one, folder })),
      ),
    );
    return found.flat();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind === "class") {
      const item = new vscode.TreeItem(node.name);
      item.iconPath = new vscode.ThemeIcon("symbol-enum-member");
      return item;
    }
    const { path: file, summary } = node.found;
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(path.relative(node.folder, file), summary.classes.length > 0 ? Collapsed : None);
    item.iconPath = new vscode.ThemeIcon("database");
    item.description = datasetWords(summary);
    item.resourceUri = vscode.Uri.file(file);
    item.tooltip = file;
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
