/** The rows of own checks: as few columns as there are decisions to make. */
import type { Past } from "../../history/past.js";
import type { FileSummary } from "../../summary.js";
import type { Check, CheckLimits, LimitRow, MaskName } from "../check.js";
import type { State, Verdict } from "../states/verdict.js";

/** What the function of an own check is given. */
export interface OwnCase {
  summary: FileSummary;
  /** What is known of earlier files; null unless the check compares with them. */
  past: Past | null;
  /** The limits in force, by name. */
  limits: CheckLimits;
  /** ADC × channels of an ADC + channel: the index of `summary.maxAmplitude` and such; −1 for wider scopes. */
  channelIndex: number;
  /** −1 where the scope is the file. */
  adc: number;
  /** −1 where the scope is wider than a channel. */
  channel: number;
  /** Valid waveforms of the channel; analysed events for wider scopes. */
  n: number;
}

/** What it finds. Without a value (null, NaN) the state is unknown, whatever else is said. */
export interface OwnFinding {
  state: Exclude<State, "masked">;
  /** What was measured, in the unit of the check. */
  value: number | null;
  /** What the value was compared with: a bound, or [lowest, highest]. Default none. */
  limit?: Verdict["limit"];
  /** Waveforms or events that the value rests on. Default: those of the case. */
  n?: number;
  /** Why, in words. Default: value and limit. */
  reason?: string;
  /** p-value of a statistical check; see `Verdict`. */
  p?: number | null;
}

/** The columns that have no default: the name, and what is found. */
export interface OwnCheck {
  /** Small letters, digits and hyphens: `small-pulses`. */
  name: string;
  /** What is found in a channel, an ADC or the file, as `scope` says; called for each of them. */
  find?(of: OwnCase): OwnFinding;
  /** In place of `find`: all records at once, as `Check` has it. */
  judge?: Check["judge"];
  /** Default: the name in words. */
  title?: string;
  /** What a bad state means. */
  meaning?: string;
  /** What to do then. */
  action?: string;
  /** Whom to call, after "call the"; default nobody: it is for the log. */
  callers?: string;
  /** Default `channel`. */
  scope?: "channel" | "adc" | "file";
  /** Of the values, as written on an axis; `ADC16 counts` changes with `--units`. Default none. */
  unit?: string;
  /** Limits by name: the default, or more about it. They may be set as those of any check. */
  limits?: Readonly<Record<string, number | LimitRow>>;
  /** Codes of the status file that mask a channel. Default 1 and 3: dead. */
  maskedBy?: readonly number[];
  /** The mask of the control room that it joins. Default: a check of channels has its own. */
  mask?: MaskName;
  /** True: `find` is given the past, and is not called where there is no earlier file. */
  comparesWithEarlier?: boolean;
  /** As `Check` has them. */
  spoilsReference?: boolean;
  toldOnce?: boolean;
  guards?: Check["guards"];
}
