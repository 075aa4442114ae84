/** What a check is: one row of the table in `checks/index.ts`. */
import type { OwnDefaults } from "../detector/profile.js";
import type { LevelName } from "../history/levels/table.js";
import type { Past } from "../history/past.js";
import type { ShareName } from "../history/shares/share-counts.js";
import type { ExemplarKind } from "../quantities/indexed-by/exemplar-kind.js";
import type { FileSummary } from "../summary.js";
import type { Scope, State, Verdict } from "./states/verdict.js";

/** One limit of a check, as it may be set in the configuration. */
export interface LimitRow {
  default: number;
  /** As written on an axis; empty for counts and ratios. */
  unit: string;
  meaning: string;
  /** The default of a detector that has one of its own. */
  ofDetector?: ((own: OwnDefaults) => number | undefined) | undefined;
}

/** A limit of a check. @param unit as written on an axis; omitted for counts and ratios */
export function limitRow(
  value: number,
  meaning: string,
  unit: string = "",
  ofDetector?: LimitRow["ofDetector"],
): LimitRow {
  return { default: value, unit, meaning, ofDetector };
}

/** Limits of one check by name. */
export type CheckLimits = Readonly<Record<string, number>>;

/** Limits of the checks: `limits[check][limit]`. Checks declare their own defaults. */
export type Limits = Record<string, Record<string, number>>;

/** The masks of the control room; see `masks`. */
export type MaskName = "baseline" | "flatline";

/** Where an own check is from. */
export interface OwnSource {
  /** Absolute path of the file; null for a check that was given in code, such as a notebook's cell. */
  path: string | null;
  /** SHA-256 of what is in it. */
  sha256: string;
}

/**
 * A check: its name, what it means, what to do, and a pure function that applies it. The names of those
 * of the table, and of their limits, are known to the compiler.
 */
export interface Check<Name extends string = string, Limit extends string = string> {
  name: Name;
  title: string;
  /** What a bad state means. */
  meaning: string;
  /** What to do then, for whoever is on shift. */
  action: string;
  /** Whom to call, as after "call the": `LRS expert`; `nobody: …` with a reason where nobody is. */
  callers: string;
  scope: Scope;
  /** Codes of the status file that say the fault is known; see `withStatus`. */
  maskedBy: readonly number[];
  limits: Readonly<Record<Limit, LimitRow>>;
  /**
   * True for checks that compare a file with earlier ones. Only these are given the past, and
   * only their records carry a p-value: false alarms are controlled over all of them together.
   */
  comparesWithEarlier?: true;
  /**
   * The level or fraction that it guards: a channel that it alarms does not move it, so that a change
   * for good stays an alarm until it is gone or accepted.
   */
  guards?: LevelName | ShareName;
  /** True for what is told once, in the file where it happens: no later file calls it known or recovered. */
  toldOnce?: true;
  /**
   * True for checks that need no earlier file and whose bad channels do not enter the reference of
   * later files; see `badByThemselves`.
   */
  spoilsReference?: true;
  /** The waveform of an alarmed channel that shows best what it found; absent: the loudest. */
  exemplar?: ExemplarKind;
  /** The mask of the control room that shows it, beside that of all checks. */
  mask?: MaskName;
  /** Set for own checks alone. One of channels that joins no mask of the control room has its own. */
  own?: OwnSource;
  /**
   * One record for each channel, group or file of the scope; inactive channels have none. The
   * status file plays no part here.
   * @param withReasons false omits the reasons, which take half of the time
   */
  judge(
    summary: FileSummary,
    past: Past | null,
    limits: CheckLimits,
    withReasons: boolean,
  ): Verdict[];
}

/** What a check finds. */
export interface Finding extends Pick<Verdict, "value" | "limit" | "n"> {
  state: Exclude<State, "masked">;
  /** Why, in words; as a function where they take long to make. */
  reason: string | (() => string);
  /** See `Verdict`; absent for checks that are not statistical. */
  p?: number | null;
}
