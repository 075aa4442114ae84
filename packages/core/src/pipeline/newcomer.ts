/** What a file that was just stored means for the other files of its store. */
import type { Config } from "../config/config.js";
import { fileStem } from "../flow/file-name.js";
import { entryOfFile } from "../store/address.js";
import { isOfDetector } from "../store/file-note.js";
import { isEarlier } from "../store/order.js";
import { type StoredFile, storedFiles } from "../store/stored-files.js";
import type { FileSummary } from "../summary.js";
import { countText } from "../words/phrases.js";

/** What there is to say of a file that was just stored. */
export interface Newcomer {
  /** On other files of its name. */
  notes: string[];
  /** Whether other files are judged otherwise with it as it is now. */
  changesOthers: boolean;
}

/**
 * Looks at a file that was just stored.
 * @param before its entry before that; null where it is new
 */
export async function newcomer(
  store: string,
  summary: FileSummary,
  before: StoredFile | null,
  { referenceRun }: Pick<Config, "referenceRun">,
): Promise<Newcomer> {
  const own = await entryOfFile(store, summary);
  if (!own) return { notes: [], changesOthers: false };
  const others = (await storedFiles(store)).filter(({ path }) => path !== own.path);
  const stem = fileStem(summary.input.name);
  const namesakes = others.filter(({ note }) => note && fileStem(note.input.name) === stem);
  const rests = ({ note }: StoredFile): boolean =>
    note !== null &&
    isOfDetector(note, summary) &&
    (referenceRun === null ? isEarlier(summary, note) : referenceRun === summary.input.run);
  return {
    notes:
      before || namesakes.length === 0
        ? []
        : [
            `the store holds ${countText(namesakes.length, "other file")} of this name, and keeps this one as ${own.key}`,
          ],
    changesOthers: before?.note?.version !== own.note?.version && others.some(rests),
  };
}
