/** Speakers that folders or the names of files say, and whether that can be relied on. */
import { t } from "@vscode/l10n";
import type { Problem } from "../../protocol/problem";
import { note, quoteList } from "../fault";
import { FILE_LIST, type Recording } from "./recordings";

/** `{speaker}_{n}.wav`, or as Speech Commands has it `{speaker}_nohash_{n}.wav`. */
const PATTERN = /^(?<speaker>.+?)(?<commands>_nohash)?_\d+\.wav$/i;

const match = (file: string) => PATTERN.exec(file.slice(file.lastIndexOf("/") + 1))?.groups;

/** Whether the name of a file is one of Speech Commands, which always says its speaker. */
export const isSpeechCommand = (file: string): boolean => match(file)?.commands !== undefined;

/**
 * Completes the speakers of folders by those of file names. Each recording has a speaker in the end, or none has.
 *
 * @param path of the data set
 * @param found with the speakers that folders say
 */
export function nameSpeakers(path: string, found: readonly Recording[]): { list: Recording[]; notes: Problem[] } {
  const named = found.map((recording) => {
    const speaker = recording.speaker ?? match(recording.file)?.speaker;
    return speaker === undefined ? recording : { ...recording, speaker };
  });
  const byFolder = found.find((recording) => recording.speaker !== undefined);
  const byName = named.filter((_, row) => found[row]?.speaker === undefined);
  if (byFolder === undefined && !spansClasses(byName)) return { list: [...found], notes: [] };
  const without = named.filter((recording) => recording.speaker === undefined).map(({ file }) => file);
  if (without.length > 0) {
    const list = found.map(({ file, class: of }) => ({ file, class: of }));
    return { list, notes: [incompleteNote(path, without)] };
  }
  const [firstByName] = byName;
  return {
    list: named,
    notes: [
      ...(byFolder === undefined ? [] : [folderNote(path, byFolder)]),
      ...(firstByName === undefined ? [] : [nameNote(path, firstByName)]),
    ],
  };
}

/** Whether a speaker says two classes: names such as `yes_1.wav` and `no_1.wav` only count the recordings of a class. */
function spansClasses(recordings: readonly Recording[]): boolean {
  const classOf = new Map<string, string>();
  return recordings.some(({ speaker, class: of }) => {
    if (speaker === undefined) return false;
    const first = classOf.get(speaker) ?? of;
    classOf.set(speaker, first);
    return first !== of;
  });
}

const folderNote = (path: string, { file, class: of, speaker }: Recording): Problem =>
  note(
    "speakers-by-folder",
    path,
    t(
      "takes folders for classes and the folders in them for speakers: {0} is {1} said by {2}; where it is the other way round, list the files in {3}",
      ...[JSON.stringify(file), JSON.stringify(of), JSON.stringify(speaker), FILE_LIST],
    ),
  );

const nameNote = (path: string, { file, speaker }: Recording): Problem =>
  note(
    "speakers-by-name",
    path,
    t(
      "takes the beginning of file names for speakers: {0} is said by {1}",
      JSON.stringify(file),
      JSON.stringify(speaker),
    ),
  );

const incompleteNote = (path: string, without: readonly string[]): Problem =>
  note(
    "no-speakers",
    path,
    t(
      "is used without speakers, as neither folder nor name says whose these are: {0}; move each into a folder of its speaker",
      quoteList(without, 3),
    ),
  );
