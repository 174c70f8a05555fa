/** What is worth knowing of the recordings of a data set, gathered while they are read, and said once for all of them. */
import { t } from "@vscode/l10n";
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
        this.severalChannels > 0 ? t("averages the channels of {0}", files(this.severalChannels)) : undefined,
      ],
      [
        "clipped",
        list(this.clipped, (many, names) =>
          t("clipped, and so distorted, in {0}; record more quietly: {1}", many, names),
        ),
      ],
      ["silent", list(this.silent, (many, names) => t("silent in {0}; record again, or remove: {1}", many, names))],
    ];
    return messages.flatMap(([code, message]) => (message === undefined ? [] : [note(code, path, message)]));
  }

  private rates(): string | undefined {
    const wanted = this.settings.sampleRate;
    const others = [...this.files].filter(([rate]) => rate !== wanted).sort(([a], [b]) => a - b);
    const [slowest] = others;
    if (slowest === undefined) return undefined;
    const changes = others.map(([rate, count]) => t("{0} → {1} Hz in {2}", rate, wanted, files(count))).join(", ");
    const uneven = this.files.size > 1 && slowest[0] < wanted && slowest[0] >= LOWEST_RATE;
    return uneven
      ? t(
          'resampled: {0}; what was recorded at {1} Hz has nothing above {2} Hz, by which a network can tell it: with "sampleRate": {1} all are alike',
          ...[changes, slowest[0], slowest[0] / 2],
        )
      : t("resampled: {0}", changes);
  }

  private lengths(): string | undefined {
    const changes = [
      ...(this.shorter > 0 ? [t("adds silence to {0}", files(this.shorter))] : []),
      ...(this.longer > 0 ? [t("keeps the loudest part of {0}", files(this.longer))] : []),
    ];
    if (changes.length === 0) return undefined;
    return t("brings recordings to {0} s: {1}", this.settings.seconds, changes.join(", "));
  }
}

const files = (count: number): string => (count === 1 ? t("1 file") : t("{0} files", count));

/** Files are read several at a time, so they come in any order. */
const list = (names: readonly string[], says: (many: string, names: string) => string): string | undefined =>
  names.length === 0 ? undefined : says(files(names.length), quoteList([...names].sort(), 3));
