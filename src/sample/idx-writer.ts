/**
 * Writes IDX files, as MNIST is known by.
 *
 * @see LeCun et al., the MNIST database: two zero bytes, the type of the values, the number of dimensions, each
 *   dimension as a big-endian 32-bit number, then the values
 */

/** Type code of unsigned bytes in an IDX header. */
const unsignedByte = 0x08;

/**
 * @param shape its product is the number of values
 * @param values row-major
 */
export function encodeIdx(shape: readonly number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, unsignedByte, shape.length]);
  for (const [index, dimension] of shape.entries()) header.writeUInt32BE(dimension, 4 + 4 * index);
  return Buffer.concat([header, values]);
}
