/**
 * Writes a seeded network as a source model, from which every contestant starts:
 * `make-network.ts ARCHITECTURE FOLDER HEIGHT WIDTH CHANNELS CLASSES`.
 */
import { architectureById } from "../../src/models/architectures";
import { architectureTopology } from "../../src/models/topology";
import { writeModelFiles } from "../../src/models/model-files";
import { summarizeTopology, weightedLayers } from "../../src/models/summarize";
import { Network } from "../../src/training/network";
import { startBackend } from "../../src/training/backend";

const SEED = 1;

void main(process.argv.slice(2));

async function main([id = "", folder = "", ...sides]: readonly string[]): Promise<void> {
  const [height = 0, width = 0, channels = 0, classes = 0] = sides.map(Number);
  const architecture = architectureById(id);
  if (architecture === undefined) throw new Error(`there is no architecture "${id}"`);
  await startBackend();
  const topology = architectureTopology(architecture, [height, width, channels], classes);
  const plan = weightedLayers(summarizeTopology(topology)).map((name) => ({ name, state: "new" as const }));
  const network = await Network.create({
    source: { topology, weights: new Map() },
    outputs: classes,
    plan,
    seed: SEED,
  });
  const metadata = {
    transferLab: {
      version: 1,
      classes: Array.from({ length: classes }, (_, label) => String(label)),
      inputShape: [height, width, channels],
      preprocessing: { mean: [0], std: [1] },
    },
  };
  await writeModelFiles(folder, { topology: network.topology, metadata, ...(await network.weightFiles()) });
  network.dispose();
}
