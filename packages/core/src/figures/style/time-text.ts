import { LightDqmError } from "../../errors.js";

/** First and last time of a file as text, in a zone that is named. */
export interface TimeText {
  start: string;
  end: string;
  /** IANA name of the zone. */
  zone: string;
}

/**
 * A time as `2025-11-04 11:46:40 CST`: local to the zone, with its short name.
 * @param timeMs milliseconds UTC
 * @param zone IANA zone, such as `America/Chicago`
 * @throws LightDqmError `bad-config` for a zone that is not known
 */
export function timeText(timeMs: number, zone: string): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(timeMs)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  return `${day} ${parts.hour}:${parts.minute}:${parts.second} ${parts.timeZoneName}`;
}

/** Both ends of a file's time; null where no time is known. */
export function timeRangeText(
  time: { firstMs: number; lastMs: number } | null,
  zone: string,
): TimeText | null {
  return time && { start: timeText(time.firstMs, zone), end: timeText(time.lastMs, zone), zone };
}

/** Formats by zone: to make one takes longer than to write a thousand times with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = newFormat(zone);
  formats.set(zone, made);
  return made;
}

function newFormat(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    });
  } catch (cause) {
    throw new LightDqmError(
      "bad-config",
      {
        what: "unknown time zone",
        where: "timeZone",
        expected: "an IANA zone such as America/Chicago",
        got: JSON.stringify(zone),
      },
      { cause },
    );
  }
}
