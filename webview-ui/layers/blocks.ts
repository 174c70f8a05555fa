/**
 * A deep network as a short list: blocks that repeat are folded, found by the names of their layers, or by their kinds
 * where names say nothing. Pure.
 */
import { nameInColumn } from "../layer-columns";
import { treatmentOf, type LayerTreatment } from "../layer-facts";
import type { ShownLayer } from "../layer-folding";
import { blocksOfNames, shapeOfBlock } from "./block-names";
import { repeatsOf } from "./repeats";

export interface LayerItem {
  readonly type: "layer";
  /** Unlike that of every other item of its network. */
  readonly key: string;
  readonly shown: ShownLayer;
}

export interface Block {
  readonly type: "block";
  readonly key: string;
  /** `block_3`, or of several `block_1 … block_16`. */
  readonly title: string;
  /** Of blocks that repeat, how often. */
  readonly repeats: number | undefined;
  readonly items: readonly Item[];
}

export type Item = LayerItem | Block;

/** A network of fewer boxes is clearer as it is. */
const LEAST_BOXES = 20;
/** So many blocks after each other are folded into one. */
const LEAST_BLOCKS = 3;
/** Blocks found by kinds have no name of their own, so short ones are not told apart. */
const LONGEST_NAMELESS = 3;

export function foldBlocks(boxes: readonly ShownLayer[]): Item[] {
  const items = boxes.map((shown): LayerItem => ({ type: "layer", key: shown.layer.name, shown }));
  if (items.length < LEAST_BOXES) return items;
  return foldRuns(foldRepeats(foldNamed(items)));
}

/** All layers below an item, from input to output. */
export const boxesIn = (item: Item): ShownLayer[] =>
  item.type === "layer" ? [item.shown] : item.items.flatMap(boxesIn);

/** Sums over the layers of a block. */
export interface BlockSums {
  readonly parameters: number;
  /** How many layers with weights are treated so. */
  readonly treatments: readonly (readonly [LayerTreatment, number])[];
}

export function blockSums(block: Block): BlockSums {
  const layers = boxesIn(block).map(({ layer }) => layer);
  const counted = (["frozen", "trained", "new"] as const).map(
    (treatment) => [treatment, layers.filter((layer) => treatmentOf(layer) === treatment).length] as const,
  );
  return {
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    treatments: counted.filter(([, count]) => count > 0),
  };
}

function foldNamed(items: readonly LayerItem[]): Item[] {
  const blocks = blocksOfNames(items.map(({ shown }) => nameInColumn(shown.layer)));
  const folded: Item[] = [];
  for (let start = 0; start < items.length;) {
    const block = blocks[start];
    let end = start + 1;
    while (block !== undefined && blocks[end] === block) end++;
    const own = items.slice(start, end);
    folded.push(...(block === undefined || own.length === 1 ? own : [blockOf(own, block)]));
    start = end;
  }
  return folded;
}

/** Neighbours that are blocks of one shape. */
function foldRuns(items: readonly Item[]): Item[] {
  const shapeOf = (item: Item | undefined) =>
    item?.type === "block" && item.repeats === undefined ? shapeOfBlock(item.title) : undefined;
  const folded: Item[] = [];
  for (let start = 0; start < items.length;) {
    const shape = shapeOf(items[start]);
    let end = start + 1;
    while (shape !== undefined && shapeOf(items[end]) === shape) end++;
    const own = items.slice(start, end);
    folded.push(...(own.length < LEAST_BLOCKS ? own : [blockOf(own, titleOfRun(own), own.length)]));
    start = end;
  }
  return folded;
}

/** Layers whose kinds repeat, among those that belong to no block. */
function foldRepeats(items: readonly Item[]): Item[] {
  const kinds = items.map((item) => (item.type === "layer" ? item.shown.layer.kind : undefined));
  const folded: Item[] = [];
  let at = 0;
  for (const { start, period, times } of repeatsOf(kinds)) {
    const own = items.slice(start, start + period * times);
    const parts = Array.from({ length: times }, (_, time) => own.slice(time * period, (time + 1) * period));
    const blocks = period <= LONGEST_NAMELESS ? own : parts.map((part) => blockOf(part, titleOfRun(part)));
    folded.push(...items.slice(at, start), blockOf(blocks, titleOfRun(own), times));
    at = start + own.length;
  }
  return [...folded, ...items.slice(at)];
}

function blockOf(items: readonly Item[], title: string, repeats?: number): Block {
  const [first] = items;
  return {
    type: "block",
    key: `${repeats === undefined ? "block" : "blocks"}/${first?.key ?? ""}`,
    title,
    repeats,
    items,
  };
}

function titleOfRun(items: readonly Item[]): string {
  const [first, last] = [items[0], items.at(-1)];
  return `${first === undefined ? "" : titleOf(first)} … ${last === undefined ? "" : titleOf(last)}`;
}

const titleOf = (item: Item): string => (item.type === "block" ? item.title : nameInColumn(item.shown.layer));
