/** The rows of the Source Models view. */
import path from "node:path";
import * as vscode from "vscode";
import type { ModelDescription } from "../../models/describe-model";
import type { LayerGroup } from "../../models/layer-groups";
import type { LayerSummary } from "../../models/layer-summary";
import { shapeText } from "./dataset-words";
import { countText, shareText } from "./figures";
import type { ListedModel, ModelPlace } from "./source-model-list";

/** Class names in a hover. */
const NAMED_CLASSES = 20;

export type ModelNode =
  | { kind: "model"; model: ListedModel }
  | { kind: "group"; model: ListedModel; group: LayerGroup }
  | { kind: "layer"; model: ListedModel; layer: LayerSummary };

/** @param sizeOf bytes as people read them */
export function modelItem(
  { folder, label, from, found }: ListedModel,
  sizeOf: (bytes: number) => string,
): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, "problem" in found ? None : Collapsed);
  item.id = folder;
  if ("problem" in found) {
    item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("problemsWarningIcon.foreground"));
    item.description = vscode.l10n.t("cannot be read");
    item.tooltip = found.problem.message;
    item.contextValue = "model.damaged";
    item.accessibilityInformation = { label: `${label}, ${item.description}: ${found.problem.message}` };
    return item;
  }
  const words = modelWords(found, sizeOf);
  item.iconPath = new vscode.ThemeIcon(placeIcons[from]);
  item.description = words.join(" · ");
  item.tooltip = modelTooltip({ label, folder, from }, found, words);
  item.contextValue = `model.${from}`;
  item.accessibilityInformation = { label: [label, placeTitle(from), ...words].join(", ") };
  return item;
}

const placeIcons: Record<ModelPlace, string> = {
  folder: "layers",
  trained: "mortar-board",
  run: "beaker",
  installed: "package",
};

function placeTitle(place: ModelPlace): string {
  switch (place) {
    case "folder":
      return vscode.l10n.t("saved in this workspace");
    case "trained":
      return vscode.l10n.t("trained here as the source of an experiment");
    case "run":
      return vscode.l10n.t("the result of a run");
    case "installed":
      return vscode.l10n.t("installed for all projects");
  }
}

function modelWords({ summary, bytes }: ModelDescription, sizeOf: (bytes: number) => string): string[] {
  const parameters = summary.layers.reduce((sum, layer) => sum + layer.parameters, 0);
  return [
    vscode.l10n.t("{0} layers", countText(summary.layers.length)),
    vscode.l10n.t("{0} parameters", countText(parameters)),
    sizeOf(bytes),
  ];
}

function modelTooltip(
  { label, folder, from }: Pick<ListedModel, "label" | "folder" | "from">,
  { summary, origin }: ModelDescription,
  words: readonly string[],
): vscode.MarkdownString {
  const { inputShape, outputs, classes } = summary;
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown("**").appendText(label).appendMarkdown("**\n\n");
  const lines = [
    words.join(" · "),
    placeTitle(from),
    vscode.l10n.t("Input: {0}", shapeText(inputShape)),
    classes === undefined || classes.length === 0
      ? vscode.l10n.t("Outputs: {0}", outputs)
      : vscode.l10n.t("Classes ({0}): {1}", classes.length, classNames(classes)),
    ...(origin.trainedOn === undefined ? [] : [vscode.l10n.t("Trained on {0}", origin.trainedOn)]),
    ...(origin.accuracy === undefined
      ? []
      : [vscode.l10n.t("{0} right on held-out examples of its source", shareText(origin.accuracy))]),
    ...(origin.source === undefined ? [] : [vscode.l10n.t("From: {0}", origin.source)]),
    ...(origin.licence === undefined ? [] : [vscode.l10n.t("Licence: {0}", origin.licence)]),
    folder,
  ];
  for (const line of lines) tooltip.appendText(line).appendMarkdown("\n\n");
  return tooltip;
}

const classNames = (classes: readonly string[]): string =>
  classes.slice(0, NAMED_CLASSES).join(", ") + (classes.length > NAMED_CLASSES ? ", …" : "");

export function groupItem({ model, group }: Extract<ModelNode, { kind: "group" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(group.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${model.folder}\0group\0${group.layers[0]?.name ?? ""}`;
  item.iconPath = new vscode.ThemeIcon("symbol-namespace");
  const layers = vscode.l10n.t("{0} layers", countText(group.layers.length));
  item.description = `${layers} · ${vscode.l10n.t("{0} parameters", countText(group.parameters))}`;
  item.accessibilityInformation = { label: `${group.name}, ${item.description}` };
  return item;
}

export function layerItem({ model, layer }: Extract<ModelNode, { kind: "layer" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(layer.name);
  item.id = `${model.folder}\0layer\0${layer.name}`;
  item.iconPath = new vscode.ThemeIcon(layer.parameters > 0 ? "circle-filled" : "circle-outline");
  item.description = [
    layer.kind,
    ...(layer.outputShape.length === 0 ? [] : [shapeText(layer.outputShape)]),
    ...(layer.parameters === 0 ? [] : [vscode.l10n.t("{0} parameters", countText(layer.parameters))]),
  ].join(" · ");
  item.accessibilityInformation = { label: `${layer.name}, ${item.description}` };
  item.tooltip = path.join(model.label, layer.name);
  return item;
}
