/** Events without a valid time, in words. */
import { countText } from "./phrases.js";

/** Why an event has no valid time, and the words for it. */
export const untimedWords = {
  noWaveform: "no waveform is valid",
  zero: "utime_ms is 0",
  seconds: "utime_ms counts seconds",
  microseconds: "utime_ms counts microseconds",
  nanoseconds: "utime_ms counts nanoseconds",
  outside: "utime_ms lies outside 2010–2100",
} as const;

export type UntimedReason = keyof typeof untimedWords;

/** Events without a valid time by reason; absent reasons have none. */
export type UntimedCounts = Partial<Record<UntimedReason, number>>;

/** In place of a file's time. @param reason as the summary has it */
export function timeUnknownText(reason: string | null | undefined): string {
  return reason ? `time unknown: ${reason}` : "time unknown";
}

/** `utime_ms is 0 in all 24 events`; empty where every event has a time. */
export function untimedText(untimed: UntimedCounts, eventCount: number): string {
  return (Object.keys(untimedWords) as UntimedReason[])
    .flatMap((reason) => {
      const count = untimed[reason] ?? 0;
      if (count === 0) return [];
      const events = countText(eventCount, "event");
      return [
        `${untimedWords[reason]} in ${count === eventCount ? "all" : `${count} of`} ${events}`,
      ];
    })
    .join("; ")
    .replace("in all 1 event", "in the only event");
}
