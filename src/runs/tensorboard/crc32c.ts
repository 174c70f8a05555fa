/**
 * CRC-32C (Castagnoli), reflected polynomial 0x82F63B78, and its masked form, which TensorFlow's record files store so
 * that a sum over data that hold sums stays a good one: rotate right by 15 bits and add 0xA282EAD8, modulo 2³².
 *
 * @see RFC 3720, appendix B.4; tensorflow/tsl/lib/hash/crc32c.h
 */
const POLYNOMIAL = 0x82f63b78;
const MASK = 0xa282ead8;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** @returns 0..2³²−1 */
export function crc32c(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

/** @returns 0..2³²−1 */
export function maskedCrc32c(bytes: Uint8Array): number {
  const sum = crc32c(bytes);
  return (((sum >>> 15) | (sum << 17)) + MASK) >>> 0;
}
