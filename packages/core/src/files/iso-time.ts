/** Times that people write in files and flags. */

/** What is allowed, in words that may follow "expected". */
export const isoTimeAllowed = "an ISO time with a zone";

const isoWithZone =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-](\d\d):?(\d\d))$/;

/**
 * Milliseconds UTC of an ISO 8601 time with a zone (`2025-11-04T17:00:00-06:00`, `…Z`); `malformed`
 * where it is written in another way, `impossible` where the calendar or the clock does not have it
 * (30 February, 25:00), which `Date.parse` would take as a day or an hour later.
 */
export function isoTimeMs(text: string): number | "malformed" | "impossible" {
  const found = isoWithZone.exec(text);
  if (!found) return "malformed";
  const numbers = found.slice(1).map((digits) => Number(digits ?? 0));
  const [year, month, day, ...clock] = numbers as [number, number, number, ...number[]];
  const dayCount = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const exists =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= dayCount &&
    clock.every((value, i) => value <= lastOfClock[i]!);
  return exists ? Date.parse(text) : "impossible";
}

/** The largest hour, minute and second, and hour and minute of a zone. */
const lastOfClock = [23, 59, 59, 14, 59];
