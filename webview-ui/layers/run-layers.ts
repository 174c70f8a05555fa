/** The layer diagram of a run: its network, its figures so far, and what its experiment file now says. */
import { t } from "@vscode/l10n";
import type { Section } from "../dom";
import { withMember, type ChangeChoices } from "../host";
import { layerDiagram } from "../layer-diagram";
import { latestHealth, proofs } from "../layer-facts";
import type { PageState } from "../panel-state";
import type { LayerHandlers } from "./layer-chooser";

/** Among the charts that are shown as a table. */
const TABLE_KEY = "layers";

export function runLayers(handlers: LayerHandlers | undefined, change: ChangeChoices): Section<PageState> {
  const diagram = layerDiagram({
    handlers,
    onTable: (asTable) => {
      change((old) => ({ ...old, tables: withMember(old.tables, TABLE_KEY, asTable) }));
    },
    empty: t("The layers appear once the source model has been read."),
  });
  return {
    element: diagram.element,
    update({ view, next, choices }) {
      diagram.update({
        layers: view.layers,
        health: latestHealth(view),
        proof: proofs(view),
        complete: view.report !== undefined,
        plan: next,
        asTable: choices.tables.includes(TABLE_KEY),
      });
    },
  };
}
