/**
 * Arrays in NumPy's .npy format, versions 1 to 3: a magic text, the version, a header in Python syntax, the values.
 *
 * @see NumPy Enhancement Proposal 1, A Simple File Format for NumPy Arrays
 */
import { t } from "@vscode/l10n";
import { fault } from "./fault";
import { FixedBytes } from "./fixed-bytes";
import type { RowSpool } from "./row-spool";

export interface NpyArray {
  shape: number[];
  /** As NumPy writes it, for example `<f4`. */
  dtype: string;
  /** Has all values, row-major. */
  spool: RowSpool;
}

type Header = Omit<NpyArray, "spool">;

/** Where an array comes from, for messages: the .npz file and the name of the array in it. */
interface NpyOrigin {
  path: string;
  array: string;
}

/** Longer headers than this belong to structured types, which are no use here. */
const MAX_HEADER = 1 << 16;

/** Takes the bytes of an .npy file in pieces. */
export class NpyParser {
  private head = Buffer.alloc(0);
  private header: Header | undefined;
  private body = new FixedBytes(0);

  constructor(private readonly origin: NpyOrigin) {}

  /** Has the values so far: to be drained after each push, and to be closed where no array comes of it. */
  get spool(): RowSpool {
    return this.body.spool;
  }

  push(chunk: Uint8Array): void {
    if (this.header !== undefined) {
      this.body.push(chunk);
      return;
    }
    this.head = Buffer.concat([this.head, chunk]);
    const found = this.readHeader();
    if (found === undefined) return;
    this.header = found.header;
    const count = found.header.shape.reduce((product, side) => product * side, 1);
    this.body = new FixedBytes(count * bytesOf(found.header.dtype));
    this.body.push(this.head.subarray(found.end));
  }

  /** @throws ProblemError where the array is cut off */
  finish(): NpyArray {
    const { received, expected, spool } = this.body;
    if (this.header === undefined) throw this.fault("truncated", t("ends inside its header; save the file again"));
    if (received !== expected) {
      throw this.fault(
        "truncated",
        t("must have {0} bytes of values, got {1}; save the file again", expected, received),
      );
    }
    return { ...this.header, spool };
  }

  /** `undefined` until all of it has come. */
  private readHeader(): { header: Header; end: number } | undefined {
    const { head } = this;
    if (head.length < 12) return undefined;
    if (head.toString("latin1", 0, 6) !== "\x93NUMPY") throw this.fault("not-an-array", t("is not a NumPy array"));
    const long = (head[6] ?? 1) > 1;
    const start = long ? 12 : 10;
    const length = long ? head.readUInt32LE(8) : head.readUInt16LE(8);
    if (length > MAX_HEADER)
      throw this.fault("not-an-array", t("has a header of {0} bytes; save a plain array", length));
    if (head.length < start + length) return undefined;
    return { header: this.parseHeader(head.toString("latin1", start, start + length)), end: start + length };
  }

  private parseHeader(text: string): Header {
    const dtype = /'descr':\s*'([^']*)'/.exec(text)?.[1] ?? t("a structured type");
    const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
    if (shape === undefined) throw this.fault("not-an-array", t("has a header without a shape; save the file again"));
    if (!isSupported(dtype)) {
      throw this.fault(
        "unsupported-dtype",
        t("has the unsupported type {0}; save it as uint8, an integer type, float32 or float64", JSON.stringify(dtype)),
      );
    }
    if (/'fortran_order':\s*True/.test(text)) {
      throw this.fault("fortran-order", t("is in Fortran order; save it with numpy.ascontiguousarray"));
    }
    return {
      dtype,
      shape: shape
        .split(",")
        .filter((side) => side.trim() !== "")
        .map(Number),
    };
  }

  private fault(code: string, message: string) {
    return fault(code, this.origin.path, message, `array ${JSON.stringify(this.origin.array)}`);
  }
}

const NUMBER_TYPES = /^([<>|=])([biuf])([1248])$/;
const TEXT_TYPES = /^([<>])U(\d+)$/;

function isSupported(dtype: string): boolean {
  const [, , kind, size] = NUMBER_TYPES.exec(dtype) ?? [];
  if (kind === undefined) return TEXT_TYPES.test(dtype);
  return kind === "f" ? size === "4" || size === "8" : kind !== "b" || size === "1";
}

/** Of one value. */
export function bytesOf(dtype: string): number {
  const text = TEXT_TYPES.exec(dtype)?.[2];
  return text === undefined ? Number(NUMBER_TYPES.exec(dtype)?.[3] ?? 0) : Number(text) * 4;
}

export const isText = (dtype: string): boolean => TEXT_TYPES.test(dtype);

/** Whether numbers are bytes from 0 to 255: they stay bytes. */
export const isBytes = (dtype: string): boolean => /^[<>|=][bu]1$/.test(dtype);

/** @returns the numbers that some bytes of an array stand for, as 64-bit numbers */
export function numbersOf(dtype: string, bytes: Uint8Array): Float64Array {
  const [, order, kind, size] = NUMBER_TYPES.exec(dtype) ?? [];
  const width = Number(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers[`${kind ?? ""}${size ?? ""}`];
  if (read === undefined) throw new RangeError(`${dtype} is not a type of numbers`);
  return Float64Array.from({ length: bytes.length / width }, (_, index) => read(view, index * width, order !== ">"));
}

/** @returns the texts that some bytes of an array stand for; NumPy pads them with zeros */
export function textsOf(dtype: string, bytes: Uint8Array): string[] {
  const [, order, length] = TEXT_TYPES.exec(dtype) ?? [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = Number(length) * 4;
  return Array.from({ length: width === 0 ? 0 : bytes.length / width }, (_, row) => {
    const points = Array.from({ length: Number(length) }, (_, at) =>
      view.getUint32(row * width + at * 4, order !== ">"),
    );
    return String.fromCodePoint(...points).replace(/\0+$/, "");
  });
}

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number;

const readers: Readonly<Record<string, ReadNumber>> = {
  b1: (view, at) => view.getUint8(at),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};
