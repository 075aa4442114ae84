/** The reference that a report of a file shows. */
import { defaultConfig } from "../../src/config/load-config.js";
import type { ReferenceChoice } from "../../src/history/band/files-in-band.js";
import type { Reference } from "../../src/history/reference.js";
import { judgeInHistory } from "../../src/pipeline/judge-summary.js";
import type { FileSummary } from "../../src/summary.js";

/** @param note gets what is said of files that cannot be read */
export async function referenceOf(
  store: string,
  current: FileSummary,
  choice: ReferenceChoice,
  note: (text: string) => void = () => {},
): Promise<Reference | null> {
  const config = { ...defaultConfig(), store, ...choice, excludeBad: false };
  return (await judgeInHistory(current, config, { note })).judged.reference;
}
