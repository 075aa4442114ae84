/** What the clocks of a file tell: its first and last time, and whether its events are in order. */
import type { FileSummary, TimeOrder } from "../summary.js";
import { untimedText } from "../words/untimed.js";
import type { FlowEvents } from "./flow-events.js";

type Clocks = Pick<FlowEvents, "timeMs" | "taiNs" | "untimed">;

/** First and last valid time of a file, or why it has none, and the order of its events. */
export function timesOf(
  events: Clocks & Pick<FlowEvents, "count">,
): Pick<FileSummary, "time" | "timeUnknown" | "timeOrder"> {
  const known = events.timeMs.filter((time) => Number.isFinite(time));
  const order = timeOrder(events);
  if (known.length === 0)
    return {
      time: null,
      timeUnknown: untimedText(events.untimed, events.count),
      timeOrder: order,
    };
  // The extremes, so that disorder cannot shorten it.
  const time = {
    firstMs: known.reduce((a, b) => Math.min(a, b)),
    lastMs: known.reduce((a, b) => Math.max(a, b)),
  };
  return { time, timeUnknown: null, timeOrder: order };
}

/**
 * How the times of a file's events follow each other: by `utime_ms` where it is valid in at least
 * half of them, else by `tai_ns` where that moves, else by whatever `utime_ms` there is. Events
 * within a millisecond, whose `utime_ms` are equal, follow each other by `tai_ns`.
 */
export function timeOrder({ timeMs, taiNs, untimed }: Clocks): TimeOrder {
  const timed = countOf(timeMs);
  const movingTai = taiNs && moves(taiNs) ? taiNs : null;
  if (movingTai && 2 * timed < timeMs.length)
    return { clock: "tai_ns", ...steps(movingTai), untimed };
  if (timed > 0) return { clock: "utime_ms", ...steps(timeMs, movingTai), untimed };
  return { clock: null, timed: 0, backward: 0, repeated: 0, untimed };
}

const countOf = (times: Float64Array): number =>
  times.reduce((count, time) => count + (Number.isFinite(time) ? 1 : 0), 0);

/** Whether a clock has more than one value. */
function moves(times: Float64Array): boolean {
  const known = times.filter((time) => Number.isFinite(time));
  return known.some((time) => time !== known[0]);
}

const nsPerMs = 1e6;

/** @param withinMs orders events of the same millisecond, in ns */
function steps(
  times: Float64Array,
  withinMs: Float64Array | null = null,
): Pick<TimeOrder, "timed" | "backward" | "repeated"> {
  const counts = { timed: 0, backward: 0, repeated: 0 };
  let before = -1;
  for (const [event, time] of times.entries()) {
    if (!Number.isFinite(time)) continue;
    counts.timed++;
    if (before >= 0) {
      const stepNs = withinMs ? withinMs[event]! - withinMs[before]! : Number.NaN;
      if (time < times[before]!) counts.backward++;
      else if (time === times[before] && !(stepNs > 0 && stepNs < nsPerMs)) counts.repeated++;
    }
    before = event;
  }
  return counts;
}
