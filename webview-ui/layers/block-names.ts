/**
 * Blocks of a network by the names of its layers: `block_3` of `block_3_expand_BN`, `conv2_block1` of
 * `conv2_block1_2_conv`. Pure.
 */

/** Layers of one block follow each other; a block of fewer of them, on average, is not worth folding. */
const LEAST_LAYERS = 3;

/** The blocks that a name may belong to, outermost first: its beginnings up to where a counter ends. */
function beginnings(name: string): string[] {
  const counters = name.matchAll(/\d+[a-z]?(?=[_./-])/gi);
  return [...counters].map(({ index, 0: counter }) => name.slice(0, index + counter.length));
}

/** What blocks that repeat have in common: `conv#_block#`. */
export const shapeOfBlock = (block: string): string => block.replace(/\d+[a-z]?/gi, "#");

/** @returns of each name the innermost block that it belongs to, or nothing where it belongs to none that is worth it */
export function blocksOfNames(names: readonly string[]): (string | undefined)[] {
  const candidates = names.map(beginnings);
  const worthwhile = worthwhileShapes(candidates);
  return candidates.map((own) => own.findLast((block) => worthwhile.has(shapeOfBlock(block))));
}

/** Shapes of blocks of which there are two or more, with enough layers. */
function worthwhileShapes(candidates: readonly (readonly string[])[]): ReadonlySet<string> {
  const blocks = new Map<string, number>();
  const layers = new Map<string, number>();
  candidates.forEach((own, index) => {
    for (const block of own) {
      const shape = shapeOfBlock(block);
      layers.set(shape, (layers.get(shape) ?? 0) + 1);
      if (!candidates[index - 1]?.includes(block)) blocks.set(shape, (blocks.get(shape) ?? 0) + 1);
    }
  });
  const isWorthwhile = ([shape, count]: [string, number]) =>
    count > 1 && (layers.get(shape) ?? 0) / count >= LEAST_LAYERS;
  return new Set([...blocks].filter(isWorthwhile).map(([shape]) => shape));
}
