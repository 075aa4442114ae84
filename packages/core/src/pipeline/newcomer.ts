/** What a file that was just stored means for the other files of its store. */
import type { Config } from "../config/config.js";
import { entryOfFile } from "../store/address.js";
import { holdsOthers, isFollowed } from "../store/overview/files-before-place.js";
import { filesNamed, overviewOf, without } from "../store/overview/overview.js";
import type { StoredFile } from "../store/stored-files.js";
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
  const overview = without(await overviewOf(store), own.path);
  const namesakes = before ? [] : await filesNamed(overview, summary.input.name);
  const isRestedOn = (): Promise<boolean> | boolean =>
    referenceRun === null
      ? isFollowed(overview, summary, summary.detector)
      : referenceRun === summary.input.run && holdsOthers(overview, summary.detector);
  return {
    notes:
      namesakes.length === 0
        ? []
        : [
            `the store holds ${countText(namesakes.length, "other file")} of this name, and keeps this one as ${own.key}`,
          ],
    changesOthers: before?.note?.version !== own.note?.version && (await isRestedOn()),
  };
}
