import type { Reference } from "../history/reference.js";
import type { FileSummary } from "../summary.js";
import type { Verdict } from "./states/verdict.js";

/** A summary with its judgement: what figures and reports are drawn from. */
export interface JudgedFile {
  summary: FileSummary;
  verdicts: Verdict[];
  /** Null where there were no earlier files to compare with. */
  reference: Reference | null;
}
