/**
 * Examples cut into pieces of one size, and what was found in the pieces gathered again in the cells of a grid: patches of
 * pictures, windows of sound, or a whole row of a table as its only piece.
 */

export interface CuttingOptions {
  /** [height, width, channels] of pictures; [values] of a row, which is one piece. */
  inputShape: readonly number[];
  /** Height and width of a piece; at most those of the example. */
  piece: readonly [height: number, width: number];
  /** From piece to piece, in both directions. */
  stride: number;
  /** Cells in each direction; at most the positions there are. */
  grid: number;
}

export class Cutting {
  /** Height, width and channels of a piece. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Values of a piece. */
  readonly size: number;
  /** Pieces of an example. */
  readonly pieces: number;
  readonly cells: number;
  private readonly rowLength: number;
  private readonly columns: number;
  private readonly stride: number;
  /** Of each piece. */
  private readonly cell: Int32Array;

  constructor({ inputShape, piece, stride, grid }: CuttingOptions) {
    const [height, width, channels] = sidesOf(inputShape);
    this.shape = [Math.min(piece[0], height), Math.min(piece[1], width), channels];
    this.size = this.shape[0] * this.shape[1] * channels;
    this.rowLength = width * channels;
    this.stride = stride;
    const rows = Math.floor((height - this.shape[0]) / stride) + 1;
    this.columns = Math.floor((width - this.shape[1]) / stride) + 1;
    this.pieces = rows * this.columns;
    const [down, across] = [Math.min(grid, rows), Math.min(grid, this.columns)];
    this.cells = down * across;
    this.cell = Int32Array.from({ length: this.pieces }, (_, index) => {
      const [row, column] = [Math.floor(index / this.columns), index % this.columns];
      return Math.floor((row * down) / rows) * across + Math.floor((column * across) / this.columns);
    });
  }

  /** @param piece its place, 0 to `pieces` − 1 */
  cellOf(piece: number): number {
    return this.cell[piece] ?? 0;
  }

  /** Pieces in each cell. */
  piecesByCell(): Float64Array {
    const counts = new Float64Array(this.cells);
    for (const cell of this.cell) counts[cell] = (counts[cell] ?? 0) + 1;
    return counts;
  }

  /**
   * @param example its values, row-major
   * @param piece which one
   * @param to where to put its values, [size]
   */
  cut(example: Float32Array, piece: number, to: Float64Array): void {
    const [height, width, channels] = this.shape;
    const [row, column] = [Math.floor(piece / this.columns), piece % this.columns];
    const length = width * channels;
    for (let line = 0; line < height; line++) {
      const from = (row * this.stride + line) * this.rowLength + column * this.stride * channels;
      for (let i = 0; i < length; i++) to[line * length + i] = example[from + i] ?? 0;
    }
  }
}

/** A row is a picture of one pixel with many channels. */
function sidesOf(shape: readonly number[]): [height: number, width: number, channels: number] {
  const [height = 1, width, channels] = shape;
  return width === undefined || channels === undefined ? [1, 1, height] : [height, width, channels];
}
