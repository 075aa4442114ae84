/** The row of a check that judges one active channel after another. */
import { detectorGroups } from "../../detector/groups.js";
import type { Past } from "../../history/past.js";
import type { FileSummary } from "../../summary.js";
import { countText } from "../../words/phrases.js";
import type { Check, CheckLimits, Finding } from "../check.js";
import type { Verdict } from "../states/verdict.js";
import { noWaveform } from "../words.js";
import { minEventsRow, unknown } from "./findings.js";
import type { Waveforms } from "./waveforms.js";

/** What a channel check is given. */
export interface ChannelCase {
  summary: FileSummary;
  /** Null where there are no earlier files to compare with. */
  past: Past | null;
  limits: CheckLimits;
  channelIndex: number;
  /** Waveforms of the check's requirement; 0 for a check without. */
  n: number;
}

/** What a channel needs for a check; else its state is unknown. */
export interface Requirement {
  waveforms: Waveforms;
  /** Default of the limit `minEvents`; absent for a check that handles few waveforms itself. */
  minEvents?: number;
  /** The limit that the record of a channel with too few waveforms, n, still names. */
  limit(limits: CheckLimits, n: number): Finding["limit"];
}

/** A channel check: everything but the loop over channels and the masking by the status file. */
export interface ChannelCheck<
  Name extends string,
  Limit extends string,
  Requires extends Requirement,
> extends Omit<Check<Name, Limit>, "scope" | "judge"> {
  unit: string;
  requires?: Requires;
  find(of: ChannelCase): Finding;
}

type LimitOf<Requires> = Requires extends { minEvents: number } ? "minEvents" : never;

/** The row of a channel check; with `requires.minEvents` it has a limit of that name, the last. */
export function channelCheck<
  Name extends string,
  Limit extends string,
  Requires extends Requirement,
>({
  unit,
  requires,
  find,
  ...row
}: ChannelCheck<Name, Limit, Requires>): Check<Name, Limit | LimitOf<Requires>> {
  const { minEvents, waveforms } = requires ?? {};
  const least = minEvents && { minEvents: minEventsRow(minEvents, waveforms!.inLimit) };
  return {
    ...row,
    limits: { ...row.limits, ...least },
    scope: "channel",
    judge: (summary, past, limits, withReasons) => {
      const { active, adcOf } = detectorGroups(summary.detector);
      const { channelCount } = summary.detector;
      return active.map((channelIndex) => {
        const n = waveforms?.count(summary, channelIndex) ?? 0;
        const found =
          (requires && tooFew(requires, summary, limits, channelIndex, n)) ??
          find({ summary, past, limits, channelIndex, n });
        // Spelled out: there are thousands of these per file, and spreads cost most of the time.
        return {
          check: row.name,
          scope: "channel",
          adc: adcOf[channelIndex]!,
          channel: channelIndex % channelCount,
          state: found.state,
          value: found.value,
          limit: found.limit,
          unit,
          n: found.n,
          reason: withReasons ? reasonOf(found) : "",
          p: found.p ?? null,
          change: null,
          since: null,
          group: null,
          label: null,
          members: noMembers,
        };
      });
    },
  };
}

function tooFew(
  { waveforms, minEvents, limit }: Requirement,
  summary: FileSummary,
  limits: CheckLimits,
  channelIndex: number,
  n: number,
): Finding | null {
  if (n === 0) {
    const why =
      waveforms.whyNone?.(summary, channelIndex) ??
      noWaveform(summary, waveforms.triggerClass(summary));
    return unknown(why, { limit: limit(limits, n) });
  }
  if (minEvents === undefined || n >= limits.minEvents!) return null;
  const count = countText(n, waveforms.one, waveforms.many);
  return unknown(`only ${count}, at least ${limits.minEvents} needed`, {
    limit: limit(limits, n),
    n,
  });
}

/** The reason of a finding, made now. */
export const reasonOf = ({ reason }: Finding): string =>
  typeof reason === "string" ? reason : reason();

const noMembers: Verdict["members"] = [];
