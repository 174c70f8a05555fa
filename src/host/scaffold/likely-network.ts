/** The network of an experiment as far as it is known before any data were read. */
import type { ModelSummary } from "../../models/layer-summary";
import { core } from "../core";
import type { SourceChoice } from "./data-choices";

/** Of pictures in pixels, and columns of tables: their true number decides about parameters, not about names. */
const LIKELY_SIDE = 32;
const LIKELY_COLUMNS = 32;

/** @param architecture id of the network that is trained on a source data set */
export async function likelyNetwork(
  source: SourceChoice,
  architecture: string | undefined,
): Promise<Pick<ModelSummary, "layers" | "classes">> {
  if (source.kind === "model") return source.summary;
  const { architectureById, architectureTopology, summarizeTopology } = await core();
  const classes = source.kind === "tasks" ? [] : source.summary.classes;
  const plan = architecture === undefined ? undefined : architectureById(architecture);
  if (plan === undefined) return { layers: [], classes };
  const inputShape = plan.input === "table" ? [LIKELY_COLUMNS] : [LIKELY_SIDE, LIKELY_SIDE, 3];
  const { layers } = summarizeTopology(architectureTopology(plan, inputShape, Math.max(2, classes.length)));
  return { layers, classes };
}
