/**
 * The header of a WAV file: where its sound lies and how it is written.
 *
 * An own reader, since none of the libraries fits: `wavefile`, `node-wav` and `wav-decoder` have had no release for
 * years, and `@echogarden/wave-codec` refuses files that go on behind the RIFF chunk and takes a cut-off file, or one
 * of 0 samples a second, without a word. Every length in the file is checked against the bytes that are there before
 * it is used, so that a hostile header costs nothing.
 *
 * @see Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft 1991; mmreg.h for the codes
 */
import { t } from "@vscode/l10n";
import { fault } from "../fault";

export interface WavHeader {
  /** Samples a second of each channel. */
  rate: number;
  channels: number;
  /** Signed integers, but bytes without a sign; or IEEE floats. Little-endian. */
  encoding: "integer" | "float";
  bytesPerSample: 1 | 2 | 3 | 4 | 8;
  /** Position of the first sample in the file. */
  offset: number;
  /** Samples of each channel, at least 1. */
  length: number;
}

const PCM = 1;
const FLOAT = 3;
/** The real code follows in the extension. */
const EXTENSIBLE = 0xfffe;
const OTHER_CODECS: Readonly<Record<number, string>> = {
  2: "ADPCM",
  6: "A-law",
  7: "µ-law",
  0x11: "IMA ADPCM",
  0x31: "GSM",
  0x50: "MPEG",
  0x55: "MP3",
};
const MAX_CHANNELS = 64;
const [MIN_RATE, MAX_RATE] = [1000, 400_000];
/** What a writer that did not know the length puts there: the sound goes on to the end of the file. */
const UNKNOWN_LENGTH = 0xffffffff;
const convert = (): string => t("convert it to 16-bit PCM WAV");

/**
 * @param bytes the whole file
 * @param file its name for messages
 * @throws ProblemError where it is no WAV file, is cut off, holds no sound or a codec that is not read
 */
export function readWavHeader(bytes: Buffer, file: string): WavHeader {
  checkMagic(bytes, file);
  const format = findChunk(bytes, "fmt ");
  if (format === undefined || format.length < 16 || format.start + format.length > bytes.length) {
    throw damaged(file, t('has no whole "{0}" chunk', "fmt "));
  }
  const how = readFormat(bytes.subarray(format.start, format.start + format.length), file);
  const data = findChunk(bytes, "data");
  if (data === undefined) throw damaged(file, t('has no "{0}" chunk', "data"));
  const there = bytes.length - data.start;
  const announced = data.length === UNKNOWN_LENGTH ? there : data.length;
  if (announced > there) {
    const message = t(
      "is cut off: it announces {0} bytes of sound and has {1}; copy or record it again",
      ...[announced, there],
    );
    throw fault("truncated-recording", file, message);
  }
  const length = Math.floor(announced / (how.channels * how.bytesPerSample));
  if (length === 0) {
    throw fault("empty-recording", file, t("holds no sound (0 samples); record it again or remove it"));
  }
  return { ...how, offset: data.start, length };
}

/** The first chunk of that name. Chunks begin at even positions. */
function findChunk(bytes: Buffer, name: string): { start: number; length: number } | undefined {
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString("latin1", at, at + 4) === name) return { start: at + 8, length };
    at += 8 + length + (length % 2);
  }
  return undefined;
}

function readFormat(format: Buffer, file: string): Omit<WavHeader, "offset" | "length"> {
  const [channels, rate, bits] = [format.readUInt16LE(2), format.readUInt32LE(4), format.readUInt16LE(14)];
  const code = format.readUInt16LE(0);
  const codec = code === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : code;
  if (codec !== PCM && codec !== FLOAT) {
    const name = OTHER_CODECS[codec] ?? t("an unknown codec");
    throw fault("unknown-codec", file, t("must hold PCM or floats, got {0} (code {1}); {2}", name, codec, convert()));
  }
  const encoding = codec === PCM ? "integer" : "float";
  const bytesPerSample = sizeOf(encoding, bits);
  if (bytesPerSample === undefined) {
    const rule = encoding === "integer" ? t("8, 16, 24 or 32 bits") : t("32 or 64 bits as they are floats");
    throw fault("unknown-codec", file, t("must hold samples of {0}, got {1} bits; {2}", rule, bits, convert()));
  }
  if (rate < MIN_RATE || rate > MAX_RATE) {
    throw damaged(file, t("must have {0} to {1} samples a second, got {2}", MIN_RATE, MAX_RATE, rate));
  }
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw damaged(file, t("must have 1 to {0} channels, got {1}", MAX_CHANNELS, channels));
  }
  const block = format.readUInt16LE(12);
  if (block !== channels * bytesPerSample) {
    throw damaged(
      file,
      t(
        "must have {0} bytes a block of {1} × {2} bits, got {3}",
        ...[channels * bytesPerSample, channels, bits, block],
      ),
    );
  }
  return { rate, channels, encoding, bytesPerSample };
}

function sizeOf(encoding: WavHeader["encoding"], bits: number): WavHeader["bytesPerSample"] | undefined {
  const sizes = encoding === "integer" ? ([1, 2, 3, 4] as const) : ([4, 8] as const);
  return sizes.find((size) => size * 8 === bits);
}

/** RF64 and RIFX are relatives of WAV; TIMIT's files end in .wav and are NIST SPHERE. */
const RELATIVES: Readonly<Record<string, () => string>> = {
  RF64: () => t("RF64, a WAV for more than 4 GB"),
  RIFX: () => t("RIFX, a big-endian WAV"),
  NIST: () => t("NIST SPHERE, as TIMIT has it"),
  fLaC: () => "FLAC",
  OggS: () => "Ogg",
};

function checkMagic(bytes: Buffer, file: string): void {
  if (bytes.length === 0) throw fault("empty-recording", file, t("is an empty file; record it again or remove it"));
  const [magic, form] = [bytes.toString("latin1", 0, 4), bytes.toString("latin1", 8, 12)];
  if (magic === "RIFF" && form === "WAVE") return;
  const relative = RELATIVES[magic]?.();
  const got = relative === undefined ? t("it begins with {0}", JSON.stringify(magic)) : t("it is {0}", relative);
  throw fault("not-a-wav", file, t("is no WAV file: {0}; {1}, or remove it", got, convert()));
}

const damaged = (file: string, what: string) =>
  fault("damaged-recording", file, t("{0}: the file is damaged; copy or record it again", what));
