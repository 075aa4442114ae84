/** What a check is: one row of the table in `checks.ts`. */

import { detectorGroups } from "../detector/groups.js";
import type { Reference } from "../history/reference.js";
import type { FileSummary } from "../summary.js";
import type { Scope, State, Verdict } from "./states/verdict.js";

/** One limit of a check, as it may be set in the configuration. */
export interface LimitRow {
  default: number;
  /** As written on an axis; empty for counts and ratios. */
  unit: string;
  meaning: string;
}

/** Limits of one check by name. */
export type CheckLimits = Readonly<Record<string, number>>;

/** Limits of the checks: `limits[check][limit]`. Checks declare their own defaults. */
export type Limits = Record<string, Record<string, number>>;

/** A check: what it is called, what it means, what to do, and a pure function that judges. */
export interface Check {
  name: string;
  title: string;
  /** What a bad state means. */
  meaning: string;
  /** What to do then, for whoever is on shift. */
  action: string;
  scope: Scope;
  /** Codes of the status file that say the fault is known; see `withStatus`. */
  maskedBy: readonly number[];
  limits: Readonly<Record<string, LimitRow>>;
  /**
   * True for checks that hold a file against earlier ones. Only these are given the reference, and
   * only their records carry a chance: false alarms are controlled over all of them together.
   */
  comparesWithEarlier?: true;
  /**
   * One record for each channel, group or file of the scope; inactive channels have none. It says
   * what is found, whatever the status file says.
   * @param withReasons false leaves out the reasons, which take half of the time
   */
  judge(
    summary: FileSummary,
    reference: Reference | null,
    limits: CheckLimits,
    withReasons: boolean,
  ): Verdict[];
}

/** What a channel check looks at. */
export interface ChannelCase {
  summary: FileSummary;
  /** Null where there are no earlier files to compare with. */
  reference: Reference | null;
  limits: CheckLimits;
  /** adc × channelCount + channel */
  channelIndex: number;
}

/** What a channel check finds. */
export interface Finding extends Pick<Verdict, "value" | "limit" | "n"> {
  state: Exclude<State, "masked">;
  /** Why, in words; as a function where they take long to make. */
  reason: string | (() => string);
  /** See `Verdict`; absent for checks that are not statistical. */
  p?: number;
}

/** A channel check: everything but the loop over channels and the masking by the status file. */
export interface ChannelCheck extends Omit<Check, "scope" | "judge"> {
  unit: string;
  find(of: ChannelCase): Finding;
}

/** The row of a check that judges one active channel after another. */
export function channelCheck({ unit, find, ...row }: ChannelCheck): Check {
  return {
    ...row,
    scope: "channel",
    judge: (summary, reference, limits, withReasons) => {
      const { channelCount } = summary.detector;
      return detectorGroups(summary.detector).active.map((channelIndex) => {
        const found = find({ summary, reference, limits, channelIndex });
        // Spelled out: thousands of these are made a file, and spreads cost most of the time.
        return {
          check: row.name,
          scope: "channel",
          adc: Math.floor(channelIndex / channelCount),
          channel: channelIndex % channelCount,
          state: found.state,
          value: found.value,
          limit: found.limit,
          unit,
          n: found.n,
          reason: withReasons ? reasonOf(found) : "",
          p: found.p ?? null,
          change: null,
          group: null,
          members: noMembers,
        };
      });
    },
  };
}

const reasonOf = ({ reason }: Finding): string => (typeof reason === "string" ? reason : reason());

const noMembers: Verdict["members"] = [];

/** What a record is before it is held against other records and files. */
const notCompared: Pick<Verdict, "p" | "change" | "group" | "members"> = {
  p: null,
  change: null,
  group: null,
  members: noMembers,
};

/** The record of a check that speaks of the whole file, or of one ADC. */
export function wideRecord(
  { name, scope }: Pick<Check, "name" | "scope">,
  unit: string,
  adc: number | null,
  found: Finding,
): Verdict {
  return {
    check: name,
    scope,
    adc,
    channel: null,
    unit,
    ...notCompared,
    ...found,
    reason: reasonOf(found),
  };
}

/** ADC and channel number of a channel index. */
export function channelOf(
  { detector }: Pick<FileSummary, "detector">,
  channelIndex: number,
): { adc: number; channel: number } {
  return {
    adc: Math.floor(channelIndex / detector.channelCount),
    channel: channelIndex % detector.channelCount,
  };
}

/** The finding that nothing can be said. The reason must hold no sizes in ADC16 counts. */
export function unknown(
  reason: string,
  { value = null, limit = null, n = 0 }: Partial<Pick<Finding, "value" | "limit" | "n">> = {},
): Finding {
  return { state: "unknown", value, limit, n, reason };
}
