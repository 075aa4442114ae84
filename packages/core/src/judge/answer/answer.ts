/** What every report of a file begins with: one word, one sentence, whom to call, every fault once. */
import type { Fault } from "../states/faults.js";
import type { FaultChange, Scope, State } from "../states/verdict.js";
import type { Call } from "./calls.js";

/**
 * FINE: no fault, no warning, everything determined. LOOK: a warning or a fault that nobody has to
 * be called about now, or something unknown. CALL: a new bad fault that somebody is to be called
 * about.
 */
export type AnswerWord = "FINE" | "LOOK" | "CALL";

/** How many faults there are of one change, state and size. */
export interface FaultCount {
  /** Of `Fault`; `known` and `unknown` count channels, and checks of the file that are unknown. */
  change: FaultChange | "known" | "unknown";
  state: State;
  scope: Scope;
  count: number;
}

/** Channels by their worst state over all checks. */
export interface ChannelCounts extends Record<State, number> {
  /** Of those that are ok: no level of theirs could be compared with that of earlier files. */
  notCompared: number;
}

/** The result of a file; see `answerOf`. */
export interface Answer {
  word: AnswerWord;
  /** Begins with the word: `CALL: 1 new fault (1 EPCB); 6 of 384 channels bad`. Without sizes. */
  sentence: string;
  /** Only those that are not zero. */
  counts: FaultCount[];
  channels: ChannelCounts;
  /** Whom to call now; empty unless the word is CALL. */
  calls: Call[];
  /** What cannot be determined, and why: channels, then checks of the file. */
  unknown: string[];
  /** Names of the channels that are listed as known; empty without any. */
  known: string;
  /** Every fault: new ones first, then those still there, then those that recovered; bad before warn. */
  faults: Fault[];
}
