/** Whether what is measured is the compiled step: without it the plain one would be measured and nobody would know. */
import type { Compiler } from "../../src/training/compile/compiler";

/** @returns a check that throws where steps ran plainly only, with the reasons */
export function runsAsGraph({ counts }: Pick<Compiler, "counts">): () => void {
  return () => {
    const reasons = [...counts.reasons].join("; ");
    if (counts.graph === 0) throw new Error(`no step ran as a graph: ${reasons === "" ? "none was called" : reasons}`);
  };
}
