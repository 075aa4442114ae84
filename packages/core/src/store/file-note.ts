import type { FileSummary, ImportedFrom, InputFile } from "../summary.js";

/** What a store knows about a summary without opening it. */
export interface FileNote {
  /** `run=000101/<key>` */
  address: string;
  input: Pick<InputFile, "name" | "run" | "subRun" | "eventsHash">;
  time: FileSummary["time"];
  /** When it was computed, milliseconds UTC; absent in parts of earlier versions. */
  processedMs?: number | undefined;
  /** Changes with the settings, the numbers and the channel status; absent in parts of earlier versions. */
  version?: string | undefined;
  /** Name of the detector; absent in parts of earlier versions. */
  detector?: string | undefined;
  imported?: ImportedFrom | undefined;
}

/** Whether a stored file is of a summary's detector; true where the note does not say. */
export function isOfDetector(
  { detector }: Pick<FileNote, "detector">,
  summary: { detector: Pick<FileSummary["detector"], "name"> },
): boolean {
  return detector === undefined || detector === summary.detector.name;
}
