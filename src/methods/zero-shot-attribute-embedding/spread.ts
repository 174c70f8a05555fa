/** The figures of an epoch that show whether embeddings stay apart, and what counts as collapsed. */
import type { Figures } from "../../protocol/metrics";

/** How far embeddings of examples lie apart, as a share of the start. */
export const EXAMPLE_SPREAD = "spread/examples";
/** Those of the seen classes. */
export const CLASS_SPREAD = "spread/classes";

/** Of the spread at the start. With a margin the scale of both embeddings has no reason to fall so far. */
const COLLAPSED = 0.1;

/** Whether examples and classes have both moved together to less than a tenth of where they began. */
export function hasCollapsed(figures: Figures): boolean {
  const { [EXAMPLE_SPREAD]: examples, [CLASS_SPREAD]: classes } = figures;
  return examples !== undefined && classes !== undefined && examples < COLLAPSED && classes < COLLAPSED;
}
