/** Speech: WAV files in folders of classes and speakers, or listed in a table, as pictures of their features. */
import { createHash } from "node:crypto";
import { t } from "@vscode/l10n";
import type { Problem } from "../../protocol/problem";
import { convertChannels } from "../channels";
import { fault, note, quoteList } from "../fault";
import { fingerprint } from "../fingerprint";
import { groupParts } from "../groups";
import { inParallel } from "../in-parallel";
import { LabelEncoder, orderClasses } from "../label-encoder";
import { NameEncoder } from "../name-encoder";
import type { Place } from "../place";
import { joinNames } from "../place";
import type { DatasetReader } from "../reader";
import { resampler } from "../resample";
import { exampleAt } from "../rows";
import { countsByName } from "../summary";
import type { Dataset, DatasetSummary, Groups, Interpretation, OpenOptions, PictureShape } from "../types";
import { settingsFault } from "./features";
import { recordingsInList } from "./file-list";
import { recordingsInFolders } from "./folder-layout";
import { looksLikeSpeech } from "./looks-like-speech";
import { readRecording } from "./recording-file";
import { FILE_LIST, type Recording, type Recordings } from "./recordings";
import { defaultAudio, type AudioSettings } from "./settings";
import { soundFeatures } from "./sound-features";
import { SoundNotes } from "./sound-notes";
import { readWav } from "./wav";

/** Files are read ahead; features are computed one after the other. */
const AT_A_TIME = 4;
/** Raise it when the same recordings and settings give other features. */
const FEATURES_VERSION = 1;

export const speechReader: DatasetReader = {
  kind: "speech",
  accepts: (place) => place.entries !== undefined && looksLikeSpeech(place),
  open: openSpeech,
  summarize: summarizeSpeech,
};

async function openSpeech(place: Place, options: OpenOptions): Promise<Dataset> {
  const settings = checkedSettings(place, options);
  const { list, notes } = await listRecordings(place);
  const encoder = new LabelEncoder();
  for (const recording of list) encoder.add(recording.class);
  const { classes, labels } = encoder.encode(place.path);
  const groups = speakersOf(list);
  const looked = await lookAtAll(place, list, { ...options, audio: settings });
  const features = soundFeatures(settings);

  return {
    kind: "speech",
    path: place.path,
    classes,
    labels,
    count: list.length,
    shape: features.shape,
    ...(groups && { groups }),
    fingerprint: fingerprint([
      ...["speech", String(FEATURES_VERSION), JSON.stringify(whatCounts(settings))],
      ...list.flatMap((recording, row) => [recording.file, recording.class, looked.hashes[row] ?? ""]),
      ...groupParts(groups),
    ]),
    notes: [...notes, ...speakerNotes(place, groups), ...looked.notes],
    nameOf: (row) => exampleAt(list, row).file,
    read: async (rows, size = features.shape) => {
      const fit = fitter(features.shape, size);
      const each = size[0] * size[1] * size[2];
      const values = new Float32Array(rows.length * each);
      await inParallel(Array.from(rows), AT_A_TIME, async (row, index) => {
        const recording = exampleAt(list, row);
        const sound = readWav(await readRecording(place, recording), joinNames(place.path, recording.file));
        values.set(fit(features.of(sound)), index * each);
      });
      return values;
    },
    close: () => Promise.resolve(),
  };
}

/** Counts what folders or the table name, and opens no recording. */
async function summarizeSpeech(place: Place, interpretation: Interpretation = {}): Promise<DatasetSummary | undefined> {
  const settings = checkedSettings(place, interpretation);
  const { list } = await listRecordings(place);
  const classes = orderClasses([...new Set(list.map((recording) => recording.class))]);
  if (classes.length < 2) return undefined;
  const groups = speakersOf(list);
  return {
    path: place.path,
    kind: "speech",
    classes,
    count: list.length,
    counts: countsByName(
      classes,
      list.map((recording) => recording.class),
    ),
    shape: soundFeatures(settings).shape,
    ...(groups && { groups: { what: groups.what, names: groups.names } }),
  };
}

const listRecordings = (place: Place): Promise<Recordings> =>
  (place.entries ?? []).some((entry) => !entry.folder && entry.name === FILE_LIST)
    ? recordingsInList(place)
    : recordingsInFolders(place);

function checkedSettings(place: Place, { audio = defaultAudio }: Interpretation): AudioSettings {
  const wrong = settingsFault(audio);
  if (wrong !== undefined) throw fault("audio-settings", place.path, wrong, "audio");
  return audio;
}

/** Log-mel features do not depend on the number of coefficients. */
const whatCounts = (settings: AudioSettings): AudioSettings =>
  settings.features === "mfcc" ? settings : { ...settings, coefficients: 0 };

/** Reads every recording once: that it can be read is found out before training begins. */
async function lookAtAll(
  place: Place,
  list: readonly Recording[],
  { audio, onProgress, signal }: OpenOptions & { audio: AudioSettings },
): Promise<{ hashes: string[]; notes: Problem[] }> {
  const sounds = new SoundNotes(audio);
  let done = 0;
  const hashes = await inParallel(list, AT_A_TIME, async (recording) => {
    signal?.throwIfAborted();
    const bytes = await readRecording(place, recording);
    sounds.add(recording.file, readWav(bytes, joinNames(place.path, recording.file)));
    onProgress?.(++done, list.length);
    return createHash("sha256").update(bytes).digest("hex");
  });
  return { hashes, notes: sounds.finish(place.path) };
}

function speakersOf(list: readonly Recording[]): Groups | undefined {
  const encoder = new NameEncoder();
  for (const { speaker } of list) {
    if (speaker === undefined) return undefined;
    encoder.add(speaker);
  }
  return { what: "speaker", ...encoder.encode() };
}

function speakerNotes(place: Place, groups: Groups | undefined): Problem[] {
  if (groups?.names.length !== 1) return [];
  const message = t(
    "has one speaker only ({0}), so nothing can be learnt of how speakers differ",
    quoteList(groups.names),
  );
  return [note("one-speaker", place.path, message)];
}

/** Brings features to the size that a network takes, where it was made for another one. */
function fitter(from: PictureShape, [height, width, channels]: PictureShape): (values: Float32Array) => Float32Array {
  const isSameSize = from[0] === height && from[1] === width;
  const resize = isSameSize ? undefined : resampler(from, height, width);
  return (values) => convertChannels(resize === undefined ? values : resize(values), from[2], channels);
}
