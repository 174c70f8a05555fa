/** WAV files for tests. */

export interface WavOptions {
  rate?: number;
  /** 16 by default. */
  bits?: 8 | 16 | 24 | 32 | 64;
  float?: boolean;
  /** The codec's code, where it is neither that of integers nor of floats. */
  code?: number;
  /** Whether the code is written into an extension of the format. */
  extensible?: boolean;
  /** Chunks before the sound. */
  before?: Buffer;
  /** What the file says of the bytes of sound, where that is not the truth. */
  announced?: number;
  /** Bytes of a block, where not the truth. */
  block?: number;
}

/**
 * @param channels samples of each channel, −1..1; integers take them times full scale
 */
export function wav(channels: readonly ArrayLike<number>[], options: WavOptions = {}): Buffer {
  const { bits = 16, float = false, before = Buffer.alloc(0) } = options;
  const count = channels[0]?.length ?? 0;
  const size = bits / 8;
  const sound = Buffer.alloc(count * channels.length * size);
  for (let index = 0; index < count; index++) {
    channels.forEach((samples, channel) => {
      writeSample(sound, (index * channels.length + channel) * size, { bits, float, value: samples[index] ?? 0 });
    });
  }
  const chunks = [chunk("fmt ", formatOf(channels.length, options)), before, chunk("data", sound, options.announced)];
  return riff(Buffer.concat(chunks));
}

function formatOf(channels: number, options: WavOptions): Buffer {
  const { rate = 16000, bits = 16, float = false, extensible = false, code = float ? 3 : 1 } = options;
  const block = (channels * bits) / 8;
  const format = Buffer.alloc(extensible ? 40 : 16);
  format.writeUInt16LE(extensible ? 0xfffe : code, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * block, 8);
  format.writeUInt16LE(options.block ?? block, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt16LE(code, 24);
    format.write("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 26, "latin1");
  }
  return format;
}

export const riff = (body: Buffer): Buffer =>
  Buffer.concat([chunk("RIFF", Buffer.concat([Buffer.from("WAVE"), body]))]);

export function chunk(name: string, body: Buffer, announced = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32LE(announced, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function writeSample(
  to: Buffer,
  at: number,
  { bits, float, value }: { bits: number; float: boolean; value: number },
): void {
  if (float && bits === 32) to.writeFloatLE(value, at);
  else if (float) to.writeDoubleLE(value, at);
  else if (bits === 8) to.writeUInt8(128 + integer(value, bits), at);
  else to.writeIntLE(integer(value, bits), at, bits / 8);
}

const integer = (value: number, bits: number): number =>
  Math.max(-(2 ** (bits - 1)), Math.min(2 ** (bits - 1) - 1, Math.round(value * 2 ** (bits - 1))));

/** A tone of half full scale. */
export const tone = (hertz: number, seconds: number, rate = 16000): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hertz * n) / rate));
