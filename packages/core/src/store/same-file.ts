/** Whether two summaries are of the same file, whatever its name and place. */
import { fileStem } from "../flow/file-name.js";
import type { FileSummary } from "../summary.js";

/** What tells which file a summary is of. */
export interface Identified extends Pick<FileSummary, "input"> {
  time?: FileSummary["time"] | undefined;
}

/**
 * Files are the same by run, sub-run, size and the hash of their events, from which the time of the
 * first event follows. Where one of them has no hash, by stem of the name, size, and time of last
 * change or of the first event; where both have none, by stem and size.
 */
export function isSameFile(a: Identified, b: Identified): boolean {
  const [one, other] = [a.input, b.input];
  if (one.sizeBytes !== other.sizeBytes) return false;
  if (one.eventsHash !== undefined && other.eventsHash !== undefined)
    return (
      one.eventsHash === other.eventsHash && one.run === other.run && one.subRun === other.subRun
    );
  return (
    fileStem(one.name) === fileStem(other.name) &&
    (one.eventsHash === other.eventsHash ||
      one.mtimeMs === other.mtimeMs ||
      (!!a.time && a.time.firstMs === b.time?.firstMs))
  );
}
