/** What the marks of the diagram mean. */
import { t } from "@vscode/l10n";
import { h, icon } from "../dom";
import { lateralLook, nextIcon, treatmentLooks } from "../layer-row";
import { healthMeasures } from "./layer-health";

/** What there is to explain. */
export interface KeyContents {
  /** Layers that read other columns. */
  readonly laterals: boolean;
  readonly blocks: boolean;
  /** Ids of the measures that were taken. */
  readonly measures: ReadonlySet<string>;
  /** Layers that the next run would treat otherwise. */
  readonly others: boolean;
}

export function layerKey({ laterals, blocks, measures, others }: KeyContents): HTMLElement {
  const treatments = (["frozen", "trained", "new"] as const).map((treatment) => {
    const look = treatmentLooks[treatment];
    return h(
      "li",
      { class: `layer ${treatment}` },
      h("span", { class: "layer-block", "aria-hidden": "true" }, icon(look.icon)),
      h("span", {}, `${look.text}: ${look.explain}`),
    );
  });
  const mark = (name: string, text: string) =>
    h("li", {}, h("span", { class: "mark" }, icon(name)), h("span", {}, text));
  return h(
    "details",
    { class: "legend", open: true },
    h("summary", {}, t("Key")),
    h(
      "ul",
      {},
      ...treatments,
      mark("link", t("copied from the source model")),
      laterals ? mark(lateralLook.icon, `${lateralLook.text}: ${lateralLook.explain}`) : undefined,
      blocks
        ? mark("chevron-right", t("block: repeated layers, folded; the right arrow key or a double click unfolds it"))
        : undefined,
      ...healthMeasures
        .filter(({ id }) => measures.has(id))
        .map(({ icon: sign, title, explain }) => mark(sign, `${title}: ${explain}`)),
      others
        ? mark(nextIcon, t("next run: what the experiment file now says; this run keeps what it was made with"))
        : undefined,
      measures.has("drift")
        ? h("li", { class: "plain" }, t("drift: how far the weights moved from their start, as a share of their norm"))
        : undefined,
    ),
  );
}
