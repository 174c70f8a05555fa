/** The sound of a WAV file as one channel of numbers, and what is remarkable about it. */
import { t } from "@vscode/l10n";
import { fault } from "../fault";
import { readWavHeader, type WavHeader } from "./wav-header";

export interface Sound {
  /** Samples a second. */
  rate: number;
  /** How many the file has; `samples` are their mean. */
  channels: number;
  /** Full scale is −1..1; floats may be louder. */
  samples: Float32Array;
  /** Share of the file's samples, of all channels, that are as loud as its integers can be: 0..1. */
  clipped: number;
  /** Whether all samples are 0. */
  silent: boolean;
}

/**
 * @param bytes the whole file
 * @param file its name for messages
 * @throws ProblemError where it is not a whole WAV file with sound in it that can be read
 */
export function readWav(bytes: Buffer, file: string): Sound {
  const header = readWavHeader(bytes, file);
  const { rate, channels, length } = header;
  const sampleAt = sampleReader(bytes, header);
  const full = fullScale(header);
  const samples = new Float32Array(length);
  let [loud, silent] = [0, true];
  for (let index = 0; index < length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const value = sampleAt(index * channels + channel);
      if (Math.abs(value) >= full) loud += 1;
      sum += value;
    }
    if (!Number.isFinite(sum)) {
      throw fault(
        "damaged-recording",
        file,
        t("holds samples that are no finite numbers; write it again"),
        `sample ${index}`,
      );
    }
    if (sum !== 0) silent = false;
    samples[index] = sum / channels;
  }
  return { rate, channels, samples, clipped: loud / (length * channels), silent };
}

/** Positions count samples of all channels, which alternate. */
function sampleReader(bytes: Buffer, { encoding, bytesPerSample, offset }: WavHeader): (position: number) => number {
  if (encoding === "float") {
    return bytesPerSample === 4
      ? (position) => bytes.readFloatLE(offset + 4 * position)
      : (position) => bytes.readDoubleLE(offset + 8 * position);
  }
  // Bytes alone have no sign, and zero in their middle.
  if (bytesPerSample === 1) return (position) => (bytes.readUInt8(offset + position) - 128) / 2 ** 7;
  if (bytesPerSample === 2) return (position) => bytes.readInt16LE(offset + 2 * position) / 2 ** 15;
  const scale = 2 ** (8 * bytesPerSample - 1);
  return (position) => bytes.readIntLE(offset + bytesPerSample * position, bytesPerSample) / scale;
}

/** The largest sample of both signs. Sound of more than 16 bits was often recorded with 16 and widened. */
const fullScale = ({ bytesPerSample }: WavHeader): number => 1 - 2 ** (1 - Math.min(16, 8 * bytesPerSample));
