/** The files of a store before a place in the order of their data, without reading all of them. */
import { isOfDetector } from "../file-note.js";
import { comparePlaced, isEarlier, type Placed } from "../order.js";
import type { StoredFile } from "../stored-files.js";
import type { Overview, PartInStore } from "./overview.js";
import type { LineHead } from "./part-head.js";
import { keyOfNone, keyOfText, type SetKey, toggled } from "./set-key.js";

/** Files that come before another. */
export interface FilesBeforePlace {
  fileCount: number;
  /** Of them all. */
  key: SetKey;
  /** Whether some of them have no time. */
  someUntimed: boolean;
  /** Reads parts as they are come to. */
  latestFirst(): AsyncGenerator<StoredFile>;
}

/** Whose files they are; null for those of any detector. */
type Detector = { name: string } | null;

/**
 * The readable files before a file, of which none of the overview is. Parts that lie before it as a
 * whole are counted by their heads.
 * @param detector of the files; null for any
 */
export async function filesBeforePlace(
  { singles, parts }: Overview,
  current: Placed,
  detector: Detector,
): Promise<FilesBeforePlace> {
  const isBefore = ({ note }: StoredFile): boolean =>
    note !== null &&
    (detector === null || isOfDetector(note, { detector })) &&
    isEarlier(note, current);
  const ofLine = (head: LineHead): boolean =>
    isOf(head, detector) && isEarlier(head.first, current);

  const found = singles.filter(isBefore);
  const waiting: Waiting[] = [];
  let [fileCount, key, someUntimed] = [0, keyOfNone, false];
  const add = (file: StoredFile): void => {
    fileCount++;
    key = toggled(key, file.note!);
    someUntimed ||= file.note!.time === null;
  };
  found.forEach(add);
  for (const part of parts) {
    const lines = part.head.lines.filter(ofLine);
    if (lines.length === 0) continue;
    waiting.push({ part, last: latestOf(lines.map(({ last }) => last)) });
    if (part.isWhole && lines.every(({ last }) => isEarlier(last, current)))
      for (const line of lines) {
        fileCount += line.fileCount;
        key ^= keyOfText(line.key);
        someUntimed ||= line.line !== "timed";
      }
    else (await part.files()).filter(isBefore).forEach(add);
  }
  return { fileCount, key, someUntimed, latestFirst: () => latestFirst(found, waiting, isBefore) };
}

/** A part that has not been read yet, and where the last of its files is at most. */
interface Waiting {
  part: PartInStore;
  last: Placed;
}

const latestOf = (places: readonly Placed[]): Placed =>
  places.reduce((latest, place) => (comparePlaced(latest, place) < 0 ? place : latest));

async function* latestFirst(
  singles: readonly StoredFile[],
  parts: readonly Waiting[],
  isBefore: (file: StoredFile) => boolean,
): AsyncGenerator<StoredFile> {
  const byPlace = (a: StoredFile, b: StoredFile): number => comparePlaced(a.note!, b.note!);
  let read = [...singles].sort(byPlace);
  const waiting = [...parts].sort((a, b) => comparePlaced(a.last, b.last));
  for (;;) {
    const [file, next] = [read.at(-1), waiting.at(-1)];
    if (next && (!file || comparePlaced(file.note!, next.last) <= 0)) {
      waiting.pop();
      read = [...read, ...(await next.part.files()).filter(isBefore)].sort(byPlace);
    } else if (file) {
      read.pop();
      yield file;
    } else return;
  }
}

/** Whether some file of a detector comes after a file. */
export function isFollowed(
  overview: Overview,
  current: Placed,
  detector: { name: string },
): Promise<boolean> {
  return holdsAny(overview, detector, (place) => isEarlier(current, place));
}

/** Whether there is any file of a detector. */
export function holdsOthers(overview: Overview, detector: { name: string }): Promise<boolean> {
  return holdsAny(overview, detector, () => true);
}

/** @param isWanted true of the last of some files where it is true of any */
async function holdsAny(
  { singles, parts }: Overview,
  detector: { name: string },
  isWanted: (place: Placed) => boolean,
): Promise<boolean> {
  const isIt = ({ note }: StoredFile): boolean =>
    note !== null && isOfDetector(note, { detector }) && isWanted(note);
  if (singles.some(isIt)) return true;
  for (const { head, isWhole, files } of parts) {
    const may = head.lines.some((line) => isOf(line, detector) && isWanted(line.last));
    if (may && (isWhole || (await files()).some(isIt))) return true;
  }
  return false;
}

const isOf = (line: LineHead, detector: Detector): boolean =>
  detector === null || line.detector === null || line.detector === detector.name;

/** The latest files of some that come latest first, oldest first. */
export async function latestOfFiles(
  { latestFirst }: Pick<FilesBeforePlace, "latestFirst">,
  count: number,
): Promise<StoredFile[]> {
  const latest: StoredFile[] = [];
  if (count > 0) for await (const file of latestFirst()) if (latest.push(file) === count) break;
  return latest.reverse();
}
