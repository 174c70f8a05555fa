/** As much of the encoding of protocol buffers as TensorBoard's events need: fields by number, each with its wire type. */

const VARINT = 0;
const EIGHT_BYTES = 1;
const WITH_LENGTH = 2;
const FOUR_BYTES = 5;

/** @param value a whole number of 0 or above */
export const integerField = (field: number, value: number): Buffer =>
  Buffer.concat([tag(field, VARINT), varint(value)]);

export function doubleField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([tag(field, EIGHT_BYTES), bytes]);
}

export function floatField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(field, FOUR_BYTES), bytes]);
}

export const textField = (field: number, text: string): Buffer => bytesField(field, Buffer.from(text, "utf8"));

/** @param fields of the message, in any order */
export const messageField = (field: number, ...fields: readonly Buffer[]): Buffer =>
  bytesField(field, Buffer.concat(fields));

const bytesField = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([tag(field, WITH_LENGTH), varint(bytes.byteLength), bytes]);

const tag = (field: number, wireType: number): Buffer => varint(field * 8 + wireType);

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}
