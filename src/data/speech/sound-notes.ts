/** What is worth knowing of the recordings of a data set, gathered while they are read, and said once for all of them. */
import type { Problem } from "../../protocol/problem";
import { note, quoteList } from "../fault";
import { LOWEST_RATE, type AudioSettings } from "./settings";
import type { Sound } from "./wav";

/** Share of the samples at full scale above which a recording counts as clipped; a loud but whole one has a few. */
const CLIPPED_SHARE = 0.001;

export class SoundNotes {
  private readonly files = new Map<number, number>();
  private readonly clipped: string[] = [];
  private readonly silent: string[] = [];
  private severalChannels = 0;
  private shorter = 0;
  private longer = 0;

  constructor(private readonly settings: AudioSettings) {}

  add(file: string, { rate, channels, samples, clipped, silent }: Sound): void {
    this.files.set(rate, (this.files.get(rate) ?? 0) + 1);
    if (channels > 1) this.severalChannels += 1;
    if (clipped > CLIPPED_SHARE) this.clipped.push(file);
    if (silent) this.silent.push(file);
    const wanted = Math.round(this.settings.seconds * rate);
    if (samples.length < wanted) this.shorter += 1;
    if (samples.length > wanted) this.longer += 1;
  }

  /** @param path of the data set */
  finish(path: string): Problem[] {
    const messages: (readonly [code: string, message: string | undefined])[] = [
      ["resampled", this.rates()],
      ["length-changed", this.lengths()],
      [
        "channels-averaged",
        this.severalChannels > 0 ? `averages the channels of ${files(this.severalChannels)}` : undefined,
      ],
      ["clipped", list("clipped, and so distorted, in", this.clipped, "record more quietly")],
      ["silent", list("silent in", this.silent, "record again, or remove")],
    ];
    return messages.flatMap(([code, message]) => (message === undefined ? [] : [note(code, path, message)]));
  }

  private rates(): string | undefined {
    const wanted = this.settings.sampleRate;
    const others = [...this.files].filter(([rate]) => rate !== wanted).sort(([a], [b]) => a - b);
    const [slowest] = others;
    if (slowest === undefined) return undefined;
    const changes = others.map(([rate, count]) => `${rate} → ${wanted} Hz in ${files(count)}`);
    const uneven = this.files.size > 1 && slowest[0] < wanted && slowest[0] >= LOWEST_RATE;
    const wayOut =
      `; what was recorded at ${slowest[0]} Hz has nothing above ${slowest[0] / 2} Hz, by which a network can tell it: ` +
      `with "sampleRate": ${slowest[0]} all are alike`;
    return `resampled: ${changes.join(", ")}${uneven ? wayOut : ""}`;
  }

  private lengths(): string | undefined {
    const changes = [
      ...(this.shorter > 0 ? [`adds silence to ${files(this.shorter)}`] : []),
      ...(this.longer > 0 ? [`keeps the loudest part of ${files(this.longer)}`] : []),
    ];
    if (changes.length === 0) return undefined;
    return `brings recordings to ${this.settings.seconds} s: ${changes.join(", ")}`;
  }
}

const files = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** Files are read several at a time, so they come in any order. */
const list = (what: string, names: readonly string[], wayOut: string): string | undefined =>
  names.length === 0 ? undefined : `${what} ${files(names.length)}; ${wayOut}: ${quoteList([...names].sort(), 3)}`;
