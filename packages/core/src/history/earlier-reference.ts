import type { FileSummary } from "../summary.js";
import type { Reference } from "./reference.js";
import { startRollUp } from "./roll-up.js";
import { earlierFiles, type OnUnreadable } from "./store.js";

/**
 * The reference that a store holds for a file: the files before it, rolled up one by one, so that
 * memory does not grow with the history. Null where there is no earlier file.
 * @param ncomp −1 all, 0 none, N the previous N
 */
export async function earlierReference(
  store: string,
  current: FileSummary,
  ncomp: number,
  onUnreadable?: OnUnreadable,
): Promise<Reference | null> {
  const started = startRollUp(current);
  for await (const summary of earlierFiles(store, current, ncomp, onUnreadable))
    started.add(summary);
  const reference = started.reference();
  return reference.files.length + reference.refused.length > 0 ? reference : null;
}
