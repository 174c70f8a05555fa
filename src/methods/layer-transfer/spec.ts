import { defineMethod } from "../define";
import { checkLayerTransfer } from "./check";
import { concludeLayerTransfer } from "./conclude";
import { controls } from "./controls";

/** Layer transfer: copy some layers of a source model and train the others anew. */
export const layerTransfer = defineMethod({
  id: "layer-transfer",
  title: "Layer transfer",
  summary: "Copy the layers of a source model that you choose, train the others anew, and sweep to find the best cut.",
  paper: "Yosinski, Clune, Bengio & Lipson, How transferable are features in deep neural networks?, NeurIPS 2014",
  needs: { source: "labelled", target: "labelled" },
  sources: ["model", "dataset"],
  layers: true,
  sweeps: true,
  numbers: false,
  options: {},
  controls,
  charts: [],
  check: checkLayerTransfer,
  conclude: concludeLayerTransfer,
  headline: { figure: "accuracy", title: "Test accuracy", unit: "share", better: "higher" },
});
