/**
 * Features of an example from the codes of its pieces: what is above 0 and what is below become two features, so that a
 * linear classifier can tell an edge from its negative, and each is averaged over the pieces in a cell of the grid.
 */
import type { Cutting } from "../patches";
import type { SparseCoder } from "./coder";
import { levelled, type Levelling } from "./levelling";

export class CodeFeatures {
  /** Features of an example: for each cell all positive parts, then all negative ones. */
  readonly length: number;
  private readonly piece: Float64Array;
  private readonly code: Float64Array;
  private readonly piecesByCell: Float64Array;

  constructor(
    private readonly cutting: Cutting,
    private readonly coder: SparseCoder,
    private readonly levelling: Levelling,
  ) {
    this.length = 2 * coder.count * cutting.cells;
    this.piece = new Float64Array(cutting.size);
    this.code = new Float64Array(coder.count);
    this.piecesByCell = cutting.piecesByCell();
  }

  /**
   * @param example its values, row-major
   * @param to where to put its features, [length], zeros
   */
  of(example: Float32Array, to: Float32Array): void {
    const { cutting, coder, piece, code } = this;
    for (let index = 0; index < cutting.pieces; index++) {
      cutting.cut(example, index, piece);
      levelled(piece, this.levelling);
      if (coder.code(piece, code)) this.gather(to, cutting.cellOf(index));
    }
  }

  private gather(to: Float32Array, cell: number): void {
    const { count } = this.coder;
    const share = 1 / (this.piecesByCell[cell] ?? 1);
    for (let j = 0; j < count; j++) {
      const value = this.code[j] ?? 0;
      if (value === 0) continue;
      const at = 2 * cell * count + (value > 0 ? j : count + j);
      to[at] = (to[at] ?? 0) + Math.abs(value) * share;
    }
  }
}
