import type { Reference } from "../history/reference.js";
import type { FileSummary } from "../summary.js";
import type { Check } from "./check.js";
import type { KnownStates } from "./states/change.js";
import type { Verdict } from "./states/verdict.js";

/** A summary with its judgement: what figures and reports are drawn from. */
export interface JudgedFile {
  summary: FileSummary;
  verdicts: Verdict[];
  /** The table of checks that it was judged with; absent: the built-in ones. */
  checks?: readonly Check[] | undefined;
  /** The earlier files that figures show as a band; null where there are none. */
  reference: Reference | null;
  /** Earlier files that it was compared with. */
  fileCount: number;
  /** The alarms when last known, with this file; absent: those of its own records. */
  known?: KnownStates | undefined;
}
