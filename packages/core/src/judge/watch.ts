/** Files of one store judged one after another, with a memory of those before. */

import type { Acceptance } from "../history/acceptances.js";
import type { Conditions, RunTypeSetting } from "../history/conditions.js";
import type { FileSummary } from "../summary.js";
import type { Judgement } from "./judge-file.js";
import type { Verdict } from "./states/verdict.js";
import type { WatchMemory } from "./watch-memory.js";

/** How files are watched. */
export interface WatchSettings extends Judgement {
  /** How many earlier files a level rests on at most: −1 all, 0 none, N about the latest N. */
  ncomp: number;
  /** Whether channels that are bad on absolute limits are kept out of the levels. */
  excludeBad: boolean;
  /** Changes for good that people have accepted. */
  acceptances: readonly Acceptance[];
  /** The run type of all files, or `auto`: told from the data. */
  runType: RunTypeSetting;
}

/** What a watch says of a file. */
export interface WatchedFile {
  verdicts: Verdict[];
  conditions: Conditions;
  /** Earlier files that it was compared with. */
  fileCount: number;
}

/** Takes files in the order of their data, oldest first. */
export interface Watch {
  /** Judges a file and remembers it. */
  next(summary: FileSummary): WatchedFile;
  /**
   * Judges a file as `next` does, but forgets it.
   * @param reasonsOf checks whose records get their reasons, which take half of the time; default all
   */
  peek(summary: FileSummary, reasonsOf?: ReadonlySet<string>): WatchedFile;
  /** Remembers a file of which no verdict is wanted. Fast for the one that was peeked at last. */
  pass(summary: FileSummary): void;
  /** Plain data that `startWatch` goes on from; not to be changed. */
  memory(): WatchMemory;
}
