/** What is known of each layer: how it is treated, the proof that a frozen one stayed as it was, how far it moved. Pure. */
import { TRANSFER_ARM } from "../src/protocol/metrics";
import type { EpochRow, LayerHealth, MetricRow } from "../src/protocol/metrics";
import type { Report } from "../src/protocol/report";
import type { LayerView, RunView } from "../src/protocol/view";

/** What is said of a layer, in one word each: `frozen`, `trained` (copied and trained), `new`, or no weights. */
export type LayerTreatment = "frozen" | "trained" | "new" | "none";

export function treatmentOf(layer: LayerView): LayerTreatment {
  if (layer.training === "none" || layer.parameters === 0) return "none";
  if (layer.training === "frozen") return "frozen";
  return layer.origin === "new" ? "new" : "trained";
}

export type Proof =
  | { readonly kind: "unchanged"; readonly hash: string; readonly seeds: number }
  | { readonly kind: "changed"; readonly seeds: readonly number[] };

/** By layer; one seed whose hashes differ is enough to say that the layer changed. */
export function proofs(view: RunView): ReadonlyMap<string, Proof> {
  const entries = view.report?.frozen ?? view.rows.flatMap(hashesOf);
  return new Map(entries.map(({ layer }): [string, Proof] => [layer, proofOf(entries, layer)]));
}

/** Of a box that stands for these layers: changed as soon as one of them is. */
export function proofOfAll(all: ReadonlyMap<string, Proof>, names: readonly string[]): Proof | undefined {
  const own = names.flatMap((name) => all.get(name) ?? []);
  const changed = own.flatMap((proof) => (proof.kind === "changed" ? proof.seeds : []));
  return changed.length > 0 ? { kind: "changed", seeds: [...new Set(changed)] } : own[0];
}

/** Of the layer among these that moved most; undefined where none has been measured. */
export function largestDrift(health: ReadonlyMap<string, LayerHealth>, names: Iterable<string>): number | undefined {
  const drifts = [...names].flatMap((name) => health.get(name)?.drift ?? []);
  return drifts.length === 0 ? undefined : Math.max(...drifts);
}

/** The hashes that a trial of the method's own arm closed with. */
const hashesOf = (row: MetricRow): Report["frozen"] =>
  row.type === "trial" && row.arm === TRANSFER_ARM ? row.frozen.map((entry) => ({ ...entry, seed: row.seed })) : [];

function proofOf(entries: Report["frozen"], layer: string): Proof {
  const own = entries.filter((entry) => entry.layer === layer);
  const changed = own.filter((entry) => entry.before !== entry.after).map((entry) => entry.seed);
  return changed.length > 0
    ? { kind: "changed", seeds: changed }
    : { kind: "unchanged", hash: own[0]?.before ?? "", seeds: own.length };
}

/**
 * Of each layer, from the latest epoch of the method's own arm that says it. Short epochs do not measure everything, so a
 * figure is that of the last epoch of the same seed that did.
 */
export function latestHealth(view: RunView): ReadonlyMap<string, LayerHealth> {
  const own = view.rows.filter(
    (row): row is EpochRow => row.type === "epoch" && row.arm === TRANSFER_ARM && row.layers !== undefined,
  );
  const last = own.at(-1);
  const latestWith = (figure: keyof LayerHealth) =>
    own.findLast(
      (row) => row.seed === last?.seed && Object.values(row.layers ?? {}).some((health) => figure in health),
    );
  const merged = new Map<string, LayerHealth>();
  for (const row of [latestWith("deadUnits"), latestWith("saturatedUnits"), latestWith("updateRatio"), last])
    for (const [name, health] of Object.entries(row?.layers ?? {}))
      merged.set(name, { ...merged.get(name), ...health });
  return merged;
}

/** Parameters that training changes, and all of them. */
export function parameterTotals(layers: readonly LayerView[]): { trained: number; all: number } {
  const sum = (some: readonly LayerView[]) => some.reduce((total, layer) => total + layer.parameters, 0);
  return { trained: sum(layers.filter((layer) => layer.training === "trained")), all: sum(layers) };
}
