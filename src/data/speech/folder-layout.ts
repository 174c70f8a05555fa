/** Recordings in folders: `class/file.wav` and `class/speaker/file.wav`. */
import path from "node:path";
import { t } from "@vscode/l10n";
import type { Problem } from "../../protocol/problem";
import { fault, note, quoteList } from "../fault";
import type { Place } from "../place";
import { listFolder } from "../place";
import { FILE_LIST, isWavName, type Recording, type Recordings } from "./recordings";
import { isSpeechCommand, nameSpeakers } from "./speaker-names";

interface Found {
  recordings: Recording[];
  /** Class folders without a recording. */
  emptyFolders: string[];
  /** Files and folders that are no recordings, by their paths. */
  others: string[];
}

/** @throws ProblemError where there are no recordings in class folders, or the folder is not the one of the classes */
export async function recordingsInFolders(place: Place): Promise<Recordings> {
  const found = await walk(place);
  if (found.recordings.length === 0) throw emptyFault(place);
  checkLevel(place, found.recordings);
  const { list, notes } = nameSpeakers(place.path, found.recordings);
  return { list, notes: [...notes, ...notesOn(place, found)] };
}

async function walk(place: Place): Promise<Found> {
  const found: Found = { recordings: [], emptyFolders: [], others: [] };
  for (const { name, folder } of place.entries ?? []) {
    if (!folder) continue;
    if (name.startsWith("_")) {
      found.others.push(name);
      continue;
    }
    const before = found.recordings.length;
    await walkClass(place, name, found);
    if (found.recordings.length === before) found.emptyFolders.push(name);
  }
  return found;
}

async function walkClass(place: Place, of: string, found: Found): Promise<void> {
  for (const entry of await listFolder(path.join(place.absolute, of))) {
    const file = `${of}/${entry.name}`;
    if (entry.folder) await walkSpeaker(place, { class: of, speaker: entry.name }, found);
    else if (isWavName(entry.name)) found.recordings.push({ file, class: of });
    else found.others.push(file);
  }
}

async function walkSpeaker(place: Place, said: { class: string; speaker: string }, found: Found): Promise<void> {
  const folder = `${said.class}/${said.speaker}`;
  for (const entry of await listFolder(path.join(place.absolute, folder))) {
    const file = `${folder}/${entry.name}`;
    if (!entry.folder && isWavName(entry.name)) found.recordings.push({ file, ...said });
    else found.others.push(file);
  }
}

/** Folders that divide data into parts, not into classes. */
const PART = /^(train|training|test|testing|val|valid|validation|dev|eval|source|target)$/i;

/** A folder above that of the classes would look like classes with speakers. */
function checkLevel(place: Place, recordings: readonly Recording[]): void {
  const classes = [...new Set(recordings.map((recording) => recording.class))];
  const inside = recordings.find(({ speaker }) => speaker !== undefined);
  if (inside === undefined) return;
  const twice = recordings.find(
    ({ file, speaker }) => speaker !== undefined && isSpeechCommand(file.replace(/.*\//, "")),
  );
  if (!classes.every((name) => PART.test(name)) && twice === undefined) return;
  const { class: part } = twice ?? inside;
  throw fault(
    "one-folder-too-high",
    place.path,
    t(
      "holds {0}, which seem to be parts that hold the classes, as {1} shows; name one of the parts, such as {2}",
      quoteList(classes, 3),
      JSON.stringify((twice ?? inside).file),
      JSON.stringify(`${place.path}/${part}`),
    ),
  );
}

function emptyFault(place: Place) {
  const entries = place.entries ?? [];
  if (entries.some((entry) => !entry.folder && isWavName(entry.name))) {
    return fault(
      "no-class-folders",
      place.path,
      t(
        "holds recordings but no class folders; move the recordings of each class into a sub-folder named after it, or list them in {0} with columns file, class and speaker",
        FILE_LIST,
      ),
    );
  }
  const folders = entries.filter((entry) => entry.folder).map((entry) => entry.name);
  const received =
    folders.length === 0 ? t("has no sub-folders") : t("has no WAV files in its sub-folders ({0})", quoteList(folders));
  return fault("empty", place.path, t("{0}; speech has one sub-folder a class, with WAV files", received));
}

function notesOn(place: Place, { others, emptyFolders }: Found): Problem[] {
  const notes: Problem[] = [];
  if (others.length > 0) {
    notes.push(
      note("left-out", place.path, t("leaves out what is no recording of a class: {0}", quoteList(others, 3))),
    );
  }
  if (emptyFolders.length > 0) {
    const message = t("leaves out sub-folders without recordings: {0}", quoteList(emptyFolders, 3));
    notes.push(note("empty-class", place.path, message));
  }
  return notes;
}
