/**
 * The Data Sets view: what of the workspace can be trained on, with its classes, how many examples each has, and what is wrong
 * with it. Summaries come first; a data set is looked at more closely when it is opened, or in the background where that is quick.
 */
import * as vscode from "vscode";
import type { Census } from "../../data/census";
import type { DatasetSummary } from "../../data/types";
import { core } from "../core";
import { Disposables } from "../disposables";
import { viewIds } from "../ids";
import { classItem, classTooltip, datasetItem, remarkItem } from "./dataset-items";
import type { DataNode, ClassNode, DatasetNode } from "./dataset-items";
import { DatasetLooks } from "./dataset-looks";
import { censusWarnings, quickCensus } from "./dataset-words";
import { abortedBy } from "./until-cancelled";

/** Classes of one data set that are shown as rows. */
const SHOWN_CLASSES = 200;
/** Pictures up to which a folder is looked at in the background. */
const QUICK_EXAMPLES = 5000;

export class DatasetsTree implements vscode.TreeDataProvider<DataNode>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<DataNode | undefined>());
  readonly #looks = new DatasetLooks();
  /** What closer looks have found so far, by path. */
  readonly #censuses = new Map<string, Census>();
  readonly #view: vscode.TreeView<DataNode>;
  /** Ends the looks whose rows are no longer shown. */
  #looking = new AbortController();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#view = this.#disposables.add(
      vscode.window.createTreeView(viewIds.datasets, { treeDataProvider: this, showCollapseAll: true }),
    );
    const refresh = () => {
      this.refresh();
    };
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(refresh));
  }

  /** The row that has the focus, where one has. */
  get selected(): DataNode | undefined {
    return this.#view.selection[0];
  }

  refresh(): void {
    this.#looking.abort(new Error("the view was refreshed"));
    this.#looking = new AbortController();
    this.#censuses.clear();
    this.#changed.fire(undefined);
  }

  async getChildren(node?: DataNode): Promise<DataNode[]> {
    if (node === undefined) return await this.#datasets();
    return node.kind === "dataset" ? await this.#contents(node) : [];
  }

  getTreeItem(node: DataNode): vscode.TreeItem {
    switch (node.kind) {
      case "dataset":
        return datasetItem(node, this.#known(node));
      case "class":
        return classItem(node);
      case "remark":
        return remarkItem(node);
    }
  }

  /** A hover over a class shows some of its pictures. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: DataNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.kind === "class") item.tooltip = classTooltip(node, await this.#preview(node, token));
    return item;
  }

  dispose(): void {
    this.#looking.abort(new Error("the view was closed"));
    this.#disposables.dispose();
  }

  async #datasets(): Promise<DataNode[]> {
    const { signal } = this.#looking;
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const nodes: DatasetNode[] = [];
    try {
      for (const folder of folders)
        for (const found of await this.#looks.find(folder, signal)) nodes.push({ kind: "dataset", found, folder });
    } catch (error) {
      if (!signal.aborted) throw error;
      return [];
    }
    void this.#lookCloser(nodes, signal);
    return nodes;
  }

  /** One after the other, so that a slow disk stays free for the person. */
  async #lookCloser(nodes: readonly DatasetNode[], signal: AbortSignal): Promise<void> {
    for (const node of nodes.filter(({ found }) => hasQuickFiles(found.summary))) {
      const census = await this.#take(node, signal).catch(() => undefined);
      if (signal.aborted) return;
      if (census !== undefined && census.unreadable.length > 0) this.#changed.fire(node);
    }
  }

  async #contents(node: DatasetNode): Promise<DataNode[]> {
    const { signal } = this.#looking;
    try {
      const census = this.#known(node) ?? (await this.#take(node, signal));
      return census === undefined ? [] : contentsOf(node, census);
    } catch (error) {
      if (signal.aborted) return [];
      const { ProblemError } = await core();
      if (!(error instanceof ProblemError)) throw error;
      return [{ kind: "remark", icon: "error", text: error.problem.message }];
    }
  }

  #known({ found }: DatasetNode): Census | undefined {
    return this.#censuses.get(found.path) ?? quickCensus(found.summary);
  }

  /** The counts of the summary hold: they know what was corrected. */
  async #take({ found }: DatasetNode, signal: AbortSignal): Promise<Census | undefined> {
    const closer = await this.#looks.census(found.path, signal);
    if (closer === undefined) return undefined;
    const census = { ...closer, classes: quickCensus(found.summary)?.classes ?? closer.classes };
    if (!signal.aborted) this.#censuses.set(found.path, census);
    return census;
  }

  /** @returns nothing where there are no pictures, or they cannot be read now */
  async #preview({ dataset, counted }: ClassNode, token: vscode.CancellationToken): Promise<Buffer | undefined> {
    const { signal, dispose } = abortedBy(token);
    try {
      return await this.#looks.preview(dataset.found.path, counted.name, signal);
    } catch (error) {
      const { ProblemError } = await core();
      if (signal.aborted || error instanceof ProblemError) return undefined;
      throw error;
    } finally {
      dispose();
    }
  }
}

/** Each picture is a file of its own, of which the header is looked at. */
const hasQuickFiles = ({ kind, count }: DatasetSummary): boolean =>
  kind === "image-folder" && count !== undefined && count <= QUICK_EXAMPLES;

/** Warnings first, then the classes. */
function contentsOf(dataset: DatasetNode, census: Census): DataNode[] {
  const { classes } = census;
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  const largest = classes.reduce((most, { count }) => Math.max(most, count), 0);
  const hidden = classes.length - SHOWN_CLASSES;
  return [
    ...censusWarnings(census).map((text): DataNode => ({ kind: "remark", icon: "warning", text })),
    ...classes
      .slice(0, SHOWN_CLASSES)
      .map((counted): DataNode => ({ kind: "class", dataset, counted, total, largest })),
    ...(hidden > 0
      ? [{ kind: "remark", icon: "ellipsis", text: vscode.l10n.t("{0} more classes", hidden) } as const]
      : []),
  ];
}
