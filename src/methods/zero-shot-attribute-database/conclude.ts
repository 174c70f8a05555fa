/** What a run with an attribute database shows: each attribute, each class, and all classes together. */
import { t } from "@vscode/l10n";
import type { Finding } from "../../experiment/finding";
import { TRANSFER_ARM, type MetricRow } from "../../protocol/metrics";
import type { ReportPart } from "../../protocol/report";
import type { Conclusions, Measured } from "../define";
import { classTable, controlArms, generalisedTable, testFigure, type Arms } from "../zero-shot-parts";
import { attributeFigure, attributeOf } from "./attribute-figures";
import { controls } from "./controls";

export function concludeAttributeDatabase({ experiment, rows }: Measured): Conclusions {
  const arms: Arms = [{ id: TRANSFER_ARM, title: t("Attribute database") }, ...controlArms(controls, experiment)];
  const attributes = attributesIn(rows);
  const parts = [classTable(arms, rows), generalisedTable(arms, rows), attributeTable(attributes, rows)];
  return { parts: parts.filter((part) => part !== undefined), findings: notLearnt(attributes, rows) };
}

/** Those that were judged, in the order of the table. */
function attributesIn(rows: readonly MetricRow[]): string[] {
  const own = rows.flatMap((row) => (row.type === "trial" && row.arm === TRANSFER_ARM ? Object.keys(row.test) : []));
  return [...new Set(own.flatMap((figure) => attributeOf(figure) ?? []))];
}

/** undefined where no attribute was judged, as with a ready model. */
function attributeTable(attributes: readonly string[], rows: readonly MetricRow[]): ReportPart | undefined {
  if (attributes.length === 0) return undefined;
  return {
    type: "table",
    id: "attributes",
    title: t("Each attribute"),
    describe: t(
      "On test examples of the source's classes: share recognised, and area under the curve, where 50 % is chance and 100 % perfect.",
    ),
    columns: [
      { title: t("Accuracy"), unit: "share" },
      { title: t("Area under the curve"), unit: "share" },
    ],
    rows: attributes.map((attribute) => ({
      title: attribute,
      cells: (["accuracy", "auc"] as const).map((what) =>
        testFigure(rows, TRANSFER_ARM, attributeFigure(attribute, what)),
      ),
    })),
  };
}

/** Below this area an attribute is hardly recognised even in classes that were seen. */
const HARDLY = 0.65;

function notLearnt(attributes: readonly string[], rows: readonly MetricRow[]): Finding[] {
  const weak = attributes.flatMap((attribute) => {
    const area = testFigure(rows, TRANSFER_ARM, attributeFigure(attribute, "auc"));
    return area !== null && area.mean < HARDLY ? [`${attribute} (${area.mean.toFixed(2)})`] : [];
  });
  if (weak.length === 0) return [];
  const message = t(
    "has attributes that are hardly recognised even in the source's classes: {0}; area under the curve, 0.5 is chance. They may not show in the examples: leave them out, or train for longer",
    weak.join(", "),
  );
  return [{ severity: "warning", code: "attributes/not-learnt", path: ["semantics", "attributes"], message }];
}
