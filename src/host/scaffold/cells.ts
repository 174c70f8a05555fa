/** The map of the field: which methods need what, in words for someone who has data and not yet a method. */
import * as vscode from "vscode";
import type { MethodSpec, Needs } from "../../methods/define";

export interface Cell {
  needs: Needs;
  title: string;
  detail: string;
}

/** In the order in which the wizard offers them. */
export const cells = (): readonly Cell[] => [
  {
    needs: { source: "labelled", target: "labelled" },
    title: vscode.l10n.t("A few labelled examples, and much labelled data of something related"),
    detail: vscode.l10n.t("The common case: 200 photographs of your own, and a network for other things."),
  },
  {
    needs: { source: "labelled", target: "unlabelled" },
    title: vscode.l10n.t("Examples without labels, and much labelled data of something related"),
    detail: vscode.l10n.t("Your classes in another setting, or classes known by description only."),
  },
  {
    needs: { source: "unlabelled", target: "labelled" },
    title: vscode.l10n.t("A few labelled examples, and much data without labels"),
    detail: vscode.l10n.t("Features are learnt without labels, then used for your classes."),
  },
  {
    needs: { source: "unlabelled", target: "unlabelled" },
    title: vscode.l10n.t("No labels at all, and much related data"),
    detail: vscode.l10n.t("The related data help to find the groups in yours."),
  },
];

export const methodsOf = (cell: Cell, methods: readonly MethodSpec[]): readonly MethodSpec[] =>
  methods.filter(({ needs }) => needs.source === cell.needs.source && needs.target === cell.needs.target);
