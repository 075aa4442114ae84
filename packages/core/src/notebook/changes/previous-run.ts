/** The run before a run. */
import { isOfDetector } from "../../store/file-note.js";
import { placesBefore, readSummary } from "../../store/store.js";
import { type StoredFile, unreadableSummary } from "../../store/stored-files.js";
import type { FileSummary } from "../../summary.js";
import { requireRun } from "../given.js";
import { judgedRun, type Run, storeOf } from "../open-run.js";

/**
 * The file before a run in its store, of the same detector; null where there is none. It is judged as
 * the run is: after the files before it, with the same settings, known faults, accepted changes and
 * channel status. Files that cannot be read are passed over, and named in its notes.
 */
export async function previousRun(run: Run): Promise<Run | null> {
  requireRun(run, "previousRun(run)");
  const store = storeOf(run);
  const unreadable: string[] = [];
  for (const file of (await placesBefore(store, run.summary, -1)).reverse()) {
    if (!isOfDetector(file.note!, run.summary)) continue;
    const summary = await readWhole(file).catch((error: unknown) => {
      unreadable.push(unreadableSummary(error, file.path).message);
      return null;
    });
    // Notes of earlier versions do not name the detector.
    if (summary?.detector.name !== run.summary.detector.name) continue;
    const asNow = { ...summary, channelStatus: run.summary.channelStatus };
    const found = await judgedRun(file.path, asNow, { ...run.config, store });
    return { ...found, notes: [...unreadable, ...found.notes] };
  }
  return null;
}

/** With its spectra, unless they are gone. */
async function readWhole({ path, place }: StoredFile): Promise<FileSummary> {
  try {
    return await readSummary(path, { place });
  } catch {
    return readSummary(path, { place, spectra: false });
  }
}
