/** What is wanted of the verdicts of a scenario. */
import type { ScenarioOutcome } from "../watched/scenario-outcome.js";

/** One demand: in words, and how an outcome is held against it. */
export interface Wanted {
  words: string;
  /** True for rates of false alarms, which have columns of their own in the table. */
  isRate?: true;
  measure(outcome: ScenarioOutcome): Met;
}

/** What came out of a demand. */
export interface Met {
  /** The value that was measured, in words: `57 of 60 in the first file`. */
  words: string;
  isMet: boolean;
}
