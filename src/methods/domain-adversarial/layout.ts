/** The network as the diagram shows it: features, label predictor, and the domain classifier behind the reversed gradient. */
import { featureCut } from "../../models/feature-cut";
import { weightedLayers, summarizeTopology } from "../../models/summarize";
import type { LayerNode, Topology } from "../../models/topology";
import { withOutputs } from "../../models/topology-edits";
import type { Layout } from "../../training/trial";
import { optionsIn } from "./options";

const parts = { features: "features", labels: "label predictor", domains: "domain classifier" } as const;

export const layout: Layout = ({ experiment, source, plan, target }) => {
  const plain = withOutputs(source.topology, source.summary.head, target.classes.length);
  const cut = featureCut(plain);
  const [layer = "", node = 0, tensor = 0] = cut?.tensor ?? [];
  const behind = domainLayers([layer, node, tensor], optionsIn(experiment).domainUnits);
  const output = behind.at(-1)?.name ?? "";
  const topology: Topology = {
    ...plain,
    config: {
      ...plain.config,
      layers: [...plain.config.layers, ...behind],
      output_layers: [...plain.config.output_layers, [output, 0, 0]],
    },
  };
  const names = weightedLayers(summarizeTopology(topology));
  const extractor = new Set(cut?.extractor ?? []);
  const own = new Set(behind.map(({ name }) => name));
  return {
    topology,
    plan: names.map((name) => plan.find((one) => one.name === name) ?? { name, state: "new" }),
    partOf: (name) =>
      own.has(name)
        ? parts.domains
        : extractor.has(name)
          ? parts.features
          : names.includes(name)
            ? parts.labels
            : undefined,
  };
};

/** @param from what the features are */
function domainLayers(from: readonly [string, number, number], units: number): LayerNode[] {
  const dense = (name: string, config: object, input: readonly [string, number, number]): LayerNode => ({
    name,
    class_name: "Dense",
    config: { name, use_bias: true, ...config },
    inbound_nodes: [[[...input, {}]]],
  });
  const reversal: LayerNode = {
    name: "gradient_reversal",
    class_name: "Activation",
    config: { name: "gradient_reversal", activation: "linear" },
    inbound_nodes: [[[...from, {}]]],
  };
  return [
    reversal,
    dense("domain_dense", { units, activation: "relu" }, [reversal.name, 0, 0]),
    dense("domain_head", { units: 1, activation: "sigmoid" }, ["domain_dense", 0, 0]),
  ];
}
