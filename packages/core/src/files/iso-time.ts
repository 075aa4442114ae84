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

const isoWithoutZone = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/;

/**
 * As `isoTimeMs`; text without a zone (`2025-11-04T11:46`, `2025-11-04 11:46:40`, a day from its
 * beginning) is local to a zone. Of a time that the clock shows twice, the first; one that it skips
 * is `impossible`.
 * @param zone IANA zone; undefined where a time has to say its own
 */
export function localTimeMs(
  text: string,
  zone: string | undefined,
): number | "malformed" | "impossible" {
  const found = isoWithoutZone.exec(text);
  if (!found || zone === undefined) return isoTimeMs(text);
  const asUtcMs = isoTimeMs(`${found[1]}T${found[2] ?? "00:00"}Z`);
  if (typeof asUtcMs === "string") return asUtcMs;
  // The clock is ahead of UTC by what it is ahead a day before or after.
  const offsets = [-dayMs, dayMs].map((shift) => clockMs(asUtcMs + shift, zone) - asUtcMs - shift);
  const times = offsets
    .map((offsetMs) => asUtcMs - offsetMs)
    .filter((timeMs) => clockMs(timeMs, zone) === asUtcMs);
  return times.length > 0 ? Math.min(...times) : "impossible";
}

const dayMs = 86_400_000;

/** What a clock in a zone shows, as if it were UTC. */
function clockMs(timeMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(timeMs);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [of("year"), of("month"), of("day")];
  const second = Date.UTC(year, month - 1, day, of("hour"), of("minute"), of("second"));
  return second + (((timeMs % 1000) + 1000) % 1000);
}

/** The largest hour, minute and second, and hour and minute of a zone. */
const lastOfClock = [23, 59, 59, 14, 59];
