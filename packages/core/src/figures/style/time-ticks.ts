/** Ticks at round local times. */
import type { Ticks } from "./axes.js";
import { timeText } from "./time-text.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Steps from a minute to about a year. */
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minuteMs),
  ...[1, 2, 3, 6, 12].map((n) => n * hourMs),
  ...[1, 2, 7, 14, 30, 60, 90, 180, 365].map((n) => n * dayMs),
];

/** At most `most` ticks inside a range of milliseconds UTC, at round times of a zone. */
export function timeTicks(
  [firstMs, lastMs]: readonly [number, number],
  most: number,
  zone: string,
): Ticks {
  const stepMs =
    stepsMs.find((step) => (lastMs - firstMs) / step <= most) ??
    Math.ceil((lastMs - firstMs) / most / (365 * dayMs)) * 365 * dayMs;
  const shiftMs = localMs(firstMs, zone) - firstMs;
  const values: number[] = [];
  for (
    let at = Math.ceil((firstMs + shiftMs) / stepMs) * stepMs - shiftMs;
    at <= lastMs;
    at += stepMs
  )
    values.push(at);
  return { values, text: values.map((at) => tickText(at, stepMs, zone)) };
}

/** The zone's wall clock, read as if it were UTC. */
function localMs(atMs: number, zone: string): number {
  const [day, time] = timeText(atMs, zone).split(" ");
  return Date.parse(`${day}T${time}Z`) + (((atMs % 1000) + 1000) % 1000);
}

function tickText(atMs: number, stepMs: number, zone: string): string {
  const [day, time] = timeText(atMs, zone).split(" ") as [string, string];
  return stepMs >= dayMs ? day : `${day.slice(5)} ${time.slice(0, 5)}`;
}
