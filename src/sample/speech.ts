/**
 * Spoken words in many voices, made with eSpeak NG: synthetic speech on the way that real recordings take. Speakers
 * differ in accent, vocal tract, pitch and pace; repeats of one speaker in pitch, pace and noise.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface Voice {
  /** Also its folder's name. */
  name: string;
  /** An accent of English and a variant of the voice, as eSpeak NG names them. */
  espeak: string;
  /** 0..99, where 50 is what the variant itself has. */
  pitch: number;
  /** Words a minute. */
  pace: number;
}

/** Eight men and eight women, one after the other. */
export const speechVoices: readonly Voice[] = [
  { name: "adam", espeak: "en-us+m1", pitch: 45, pace: 165 },
  { name: "belle", espeak: "en-us+f2", pitch: 50, pace: 160 },
  { name: "colin", espeak: "en-gb-scotland+m7", pitch: 40, pace: 175 },
  { name: "daisy", espeak: "en+f4", pitch: 55, pace: 170 },
  { name: "edgar", espeak: "en-gb-x-rp+m3", pitch: 50, pace: 150 },
  { name: "flora", espeak: "en-gb-scotland+f5", pitch: 45, pace: 165 },
  { name: "garth", espeak: "en-029+m5", pitch: 55, pace: 170 },
  { name: "heidi", espeak: "en-us-nyc+Annie", pitch: 50, pace: 180 },
  { name: "ivor", espeak: "en-gb-x-gbcwmd+Denis", pitch: 45, pace: 160 },
  { name: "joan", espeak: "en-029+f1", pitch: 60, pace: 160 },
  { name: "keith", espeak: "en-us+m8", pitch: 50, pace: 165 },
  { name: "linda", espeak: "en-us+shelby", pitch: 55, pace: 155 },
  { name: "mario", espeak: "en+m4", pitch: 60, pace: 180 },
  { name: "nora", espeak: "en-gb-x-rp+belinda", pitch: 45, pace: 170 },
  { name: "oscar", espeak: "en-us-nyc+quincy", pitch: 50, pace: 145 },
  { name: "petra", espeak: "en-gb-x-gbcwmd+grandma", pitch: 50, pace: 150 },
];

/** Commands and digits: the core words of Speech Commands. */
export const speechWords: readonly string[] = [
  ...["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go"],
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
];

export interface SpeechPlan {
  words: readonly string[];
  voices: readonly Voice[];
  /** Recordings of each word by each voice. */
  repeats: number;
}

/**
 * Writes `word/voice/n.wav`, 16 bits, one channel, 22,050 samples a second. The same plan gives the same bytes.
 *
 * @param packageFolder the unpacked `@echogarden/espeak-ng-emscripten`
 * @param to folder for the words, which is made
 * @throws RangeError for a voice that eSpeak NG does not have
 */
export async function writeSpeech(packageFolder: string, to: string, plan: SpeechPlan): Promise<void> {
  const speaker = await startSpeaker(packageFolder);
  const rate = speaker.get_samplerate();
  for (const voice of plan.voices) {
    if (speaker.set_voice(voice.espeak) !== 0) throw new RangeError(`eSpeak NG has no voice "${voice.espeak}"`);
    for (const word of plan.words) {
      const folder = path.join(to, word, voice.name);
      await mkdir(folder, { recursive: true });
      for (let repeat = 0; repeat < plan.repeats; repeat++) {
        speaker.set_pitch(Math.round(voice.pitch + variation(repeat, PITCH)));
        speaker.set_rate(Math.round(voice.pace * (1 + variation(repeat, PACE))));
        await writeFile(path.join(folder, `${repeat + 1}.wav`), encodeWav(say(speaker, word), rate));
      }
    }
  }
}

/** How far repeats differ from a voice's own pitch, and from its pace as a share; the steps do not go together. */
const PITCH = { range: 8, step: 0.618034 };
const PACE = { range: 0.1, step: 0.754878 };

/** −range..range, 0 first. */
const variation = (repeat: number, { range, step }: typeof PITCH): number =>
  range * (2 * ((repeat * step + 0.5) % 1) - 1);

/** The part of the package's interface that is used. */
interface Speaker {
  get_samplerate(): number;
  /** @returns 0 where there is such a voice */
  set_voice(name: string): number;
  set_pitch(pitch: number): void;
  set_rate(wordsAMinute: number): void;
  /** Calls back with pieces of sound until the callback returns true. */
  synthesize(text: string, take: (samples: Int16Array | null) => boolean): void;
}
type Start = (options: { locateFile(name: string): string }) => Promise<{ eSpeakNGWorker: new () => Speaker }>;

async function startSpeaker(packageFolder: string): Promise<Speaker> {
  const { href } = pathToFileURL(path.join(packageFolder, "espeak-ng.js"));
  const module: unknown = await import(/* webpackIgnore: true */ href);
  if (!isSpeakerModule(module)) throw new TypeError(`${href} is not eSpeak NG`);
  const { eSpeakNGWorker } = await module.default({ locateFile: (name) => path.join(packageFolder, name) });
  return withoutClock(() => new eSpeakNGWorker());
}

/** The package is pinned to one version by its hash, so that its functions need not be looked at one by one. */
const isSpeakerModule = (module: unknown): module is { default: Start } =>
  typeof module === "object" && module !== null && "default" in module && typeof module.default === "function";

/** eSpeak NG seeds its noise with the time when it starts; nothing else runs until the time goes on. */
function withoutClock<T>(work: () => T): T {
  const clock = Date.now;
  Date.now = () => 0;
  try {
    return work();
  } finally {
    Date.now = clock;
  }
}

function say(speaker: Speaker, word: string): Int16Array {
  const pieces: Int16Array[] = [];
  speaker.synthesize(word, (samples) => {
    if (samples !== null) pieces.push(Int16Array.from(samples));
    return false;
  });
  const sound = new Int16Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    sound.set(piece, end);
    end += piece.length;
  }
  return sound;
}

/** A WAV file of one channel of 16-bit samples. */
function encodeWav(samples: Int16Array, rate: number): Buffer {
  const sound = Buffer.alloc(2 * samples.length);
  samples.forEach((sample, index) => sound.writeInt16LE(sample, 2 * index));
  const head = Buffer.alloc(44);
  head.write("RIFF    WAVEfmt ", "latin1");
  head.writeUInt32LE(36 + sound.length, 4);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(2 * rate, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, sound]);
}
