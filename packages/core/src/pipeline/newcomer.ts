/** What a file that is new in a store means for the files that were there before. */
import { basename } from "node:path";
import type { Config } from "../config/config.js";
import { fileStem } from "../flow/file-name.js";
import { isOfDetector } from "../store/file-note.js";
import { isEarlier } from "../store/order.js";
import { keyOfPath, storeOf } from "../store/store-paths.js";
import { storedFiles } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { countText } from "../words/phrases.js";

/**
 * Notes on other files of its name, and on later files that were judged without it.
 * @param path of its stored summary
 * @param toCome files that are still to be judged
 */
export async function notesOfNewcomer(
  path: string,
  summary: FileSummary,
  { ncomp, referenceRun }: Pick<Config, "ncomp" | "referenceRun">,
  toCome: readonly string[],
): Promise<string[]> {
  const others = (await storedFiles(storeOf(path))).filter((file) => file.path !== path);
  const stem = fileStem(summary.input.name);
  const namesakes = others.filter(({ note }) => note && fileStem(note.input.name) === stem);
  const names = new Set(toCome.map((each) => basename(each)));
  const later = others.filter(
    ({ note }) =>
      note &&
      // Where the last few files are counted, one of another detector is one of them.
      (ncomp >= 0 || isOfDetector(note, summary)) &&
      isEarlier(summary, note) &&
      !names.has(note.input.name),
  );
  const affected =
    referenceRun !== null ? 0 : ncomp < 0 ? later.length : Math.min(later.length, ncomp);
  const notes: string[] = [];
  if (namesakes.length > 0)
    notes.push(
      `the store holds ${countText(namesakes.length, "other file")} of this name, and keeps this one as ${keyOfPath(path)}`,
    );
  if (affected > 0)
    notes.push(
      `${countText(affected, "later file")} of the store ${affected === 1 ? "was" : "were"} judged without this one; the next report on them reprocesses them`,
    );
  return notes;
}
