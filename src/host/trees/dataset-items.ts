/** The rows of the Data Sets view. */
import path from "node:path";
import * as vscode from "vscode";
import type { Census } from "../../data/census";
import type { ClassCount } from "../../data/class-balance";
import { datasetWords } from "../scaffold/data-choices";
import type { FoundDataset } from "../scaffold/workspace-sources";
import { censusWarnings, kindIcons, shapeText } from "./dataset-words";
import { bar, countText, shareText } from "./figures";

export interface DatasetNode {
  kind: "dataset";
  found: FoundDataset;
  /** Of the workspace, absolute. */
  folder: string;
}

export interface ClassNode {
  kind: "class";
  dataset: DatasetNode;
  counted: ClassCount;
  /** Examples of the whole data set, and of its largest class. */
  total: number;
  largest: number;
}

/** A warning, a failure, or the number of classes that are not shown. */
export interface RemarkNode {
  kind: "remark";
  icon: "warning" | "error" | "ellipsis";
  text: string;
}

export type DataNode = DatasetNode | ClassNode | RemarkNode;

/** @param census what a closer look found, where there was one */
export function datasetItem({ found, folder }: DatasetNode, census: Census | undefined): vscode.TreeItem {
  const { path: file, summary } = found;
  const label = path.relative(folder, file);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const warnings = census === undefined ? [] : censusWarnings(census);
  const words = datasetWords(summary);
  item.id = file;
  item.contextValue = "dataset";
  item.resourceUri = vscode.Uri.file(file);
  item.iconPath = warnings.length === 0 ? new vscode.ThemeIcon(kindIcons[summary.kind]) : colouredIcon("warning");
  item.description = warnings.length === 0 ? words : `${words} · ${warningCount(warnings.length)}`;
  item.tooltip = datasetTooltip(found, warnings);
  item.accessibilityInformation = { label: [label, words, ...warnings].join(", ") };
  return item;
}

const warningCount = (count: number): string =>
  count === 1 ? vscode.l10n.t("1 warning") : vscode.l10n.t("{0} warnings", count);

function datasetTooltip({ path: file, summary }: FoundDataset, warnings: readonly string[]): vscode.MarkdownString {
  const { shape, columns, groups } = summary;
  const tooltip = new vscode.MarkdownString("", true);
  const lines = [
    datasetWords(summary),
    ...(columns === undefined && shape !== undefined ? [vscode.l10n.t("Shape: {0}", shapeText(shape))] : []),
    ...(columns === undefined ? [] : [vscode.l10n.t("Columns: {0}", columns.length)]),
    ...(groups === undefined ? [] : [vscode.l10n.t("Divided by {0}: {1}", groups.what, groups.names.length)]),
  ];
  tooltip.appendMarkdown("**").appendText(file).appendMarkdown("**\n\n");
  for (const line of lines) tooltip.appendText(line).appendMarkdown("\n\n");
  for (const warning of warnings) tooltip.appendMarkdown("$(warning) ").appendText(warning).appendMarkdown("\n\n");
  return tooltip;
}

export function classItem({ dataset, counted, total, largest }: ClassNode): vscode.TreeItem {
  const { name, count } = counted;
  const item = new vscode.TreeItem(name);
  const share = shareText(total === 0 ? 0 : count / total);
  item.id = `${dataset.found.path}\0${name}`;
  item.contextValue = "dataset.class";
  item.iconPath = new vscode.ThemeIcon("symbol-enum-member");
  item.description = `${bar(largest === 0 ? 0 : count / largest)} ${countText(count)} · ${share}`;
  item.accessibilityInformation = {
    label: vscode.l10n.t("Class {0}, {1} examples, {2} of all", name, countText(count), share),
  };
  return item;
}

/** @param preview a WebP file; nothing where the class has no pictures */
export function classTooltip({ counted, dataset }: ClassNode, preview: Buffer | undefined): vscode.MarkdownString {
  const { name, count } = counted;
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown("**").appendText(name).appendMarkdown("**\n\n");
  if (preview !== undefined) {
    const alternative = vscode.l10n.t("Examples of the class").replace(/[[\]\\]/g, "");
    tooltip.appendMarkdown(`![${alternative}](data:image/webp;base64,${preview.toString("base64")})\n\n`);
  }
  const words = vscode.l10n.t("{0} examples in {1}", countText(count), path.basename(dataset.found.path));
  return tooltip.appendText(words);
}

export function remarkItem({ icon, text }: RemarkNode): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.iconPath = icon === "ellipsis" ? new vscode.ThemeIcon(icon) : colouredIcon(icon);
  item.tooltip = text;
  const word = { warning: vscode.l10n.t("Warning"), error: vscode.l10n.t("Error"), ellipsis: undefined }[icon];
  item.accessibilityInformation = { label: word === undefined ? text : `${word}: ${text}` };
  return item;
}

const colouredIcon = (icon: "warning" | "error"): vscode.ThemeIcon =>
  new vscode.ThemeIcon(
    icon,
    new vscode.ThemeColor(icon === "error" ? "errorForeground" : "problemsWarningIcon.foreground"),
  );
