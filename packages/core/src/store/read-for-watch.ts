import type { FileSummary } from "../summary.js";
import { readSummary } from "./store.js";
import type { StoredFile } from "./stored-files.js";

/** What a watch needs of a stored file; throws as `readSummary`. */
export function readForWatch({
  path,
  place,
}: Pick<StoredFile, "path" | "place">): Promise<FileSummary> {
  return readSummary(path, { spectra: false, forChecks: true, place });
}
