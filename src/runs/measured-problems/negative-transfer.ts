/** The interval of the gain lies wholly below 0: what is copied holds the network back. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { methodById } from "../../methods/index";
import type { FileEdit, Fix } from "../../protocol/problem";
import { namesText, type MeasuredRun } from "./measured-run";

export function negativeTransfer(run: MeasuredRun): Finding[] {
  const { kind, sentence } = run.verdict;
  if (kind !== "negative") return [];
  return [
    {
      severity: "warning",
      code: "result/negative-transfer",
      path: ["source"],
      atKey: true,
      message: t("{0} Try another source, freeze fewer layers, or do without the transfer.", sentence),
      fixes: methodById(run.experiment.method)?.layers === true ? freer(run) : [],
    },
  ];
}

/** First let the frozen layers train; where none is frozen, begin the last copied ones anew. */
function freer(run: MeasuredRun): Fix[] {
  const copied = run.layers.filter(({ origin }) => origin === "copied");
  const frozen = copied.filter(({ training }) => training === "frozen");
  if (frozen.length > 0) {
    const rules = run.experiment.layers.filter(({ state }) => state === "frozen");
    const edits = rules.map(({ pattern }): FileEdit => ({ kind: "set", path: ["layers", pattern], value: "train" }));
    return [{ title: t("Train the frozen layers ({0})", namesText(frozen.map(({ name }) => name))), edits }];
  }
  const later = copied.slice(Math.ceil(copied.length / 2)).map(({ name }) => name);
  if (later.length === 0) return [];
  const edits = later.map((name): FileEdit => ({ kind: "set", path: ["layers", name], value: "new" }));
  return [{ title: t("Copy fewer layers: begin {0} anew", namesText(later)), edits }];
}
