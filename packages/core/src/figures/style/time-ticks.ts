/** Axes of local time: round ticks, and the part of the date that all of them share in the title. */
import type { Ticks } from "./axes.js";
import { textWidthPx } from "./text.js";
import { timeText } from "./time-text.js";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Steps from a second to a year; none is more than twice the one before. */
const stepsMs = [
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((n) => n * secondMs),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((n) => n * minuteMs),
  ...[1, 2, 3, 4, 6, 8, 12].map((n) => n * hourMs),
  ...[1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365].map((n) => n * dayMs),
];

/** A range of milliseconds UTC. */
type TimeRange = readonly [firstMs: number, lastMs: number];

const fewest = 3;
const most = 8;

/**
 * Ticks at round times of a zone inside a range, for an axis of a length in px: three to eight of
 * them, as many as have room.
 */
export function timeTicks(
  range: TimeRange,
  zone: string,
  textPx: number,
): (lengthPx: number) => Ticks {
  return (lengthPx) => {
    const spanMs = Math.max(1, range[1] - range[0]);
    const yearsMs = Math.ceil(spanMs / fewest / (365 * dayMs)) * 365 * dayMs;
    const fitting = [...stepsMs, yearsMs]
      .filter((stepMs) => spanMs / stepMs <= 4 * most)
      .map((stepMs) => ticksAt(range, stepMs, zone))
      .map((ticks) => inside(ticks, range, lengthPx, textPx));
    const enough = fitting.filter(({ values }) => values.length >= fewest);
    const thinned = strides.flatMap((stride) =>
      [...enough].reverse().map((ticks) => everyOf(ticks, stride)),
    );
    return (
      [...enough, ...thinned].find(
        (ticks) => ticks.values.length >= fewest && hasRoom(ticks, lengthPx / spanMs, textPx),
      ) ??
      enough.at(-1) ??
      fitting[0]!
    );
  };
}

/** What the ticks of a range do not say: the day of all, or the year. */
export function timeAxisTitle(what: string, [firstMs, lastMs]: TimeRange, zone: string): string {
  const [from, to] = [dayOf(firstMs, zone), dayOf(lastMs, zone)];
  if (from === to) return `${what}, ${from} (${zone})`;
  if (isLong([firstMs, lastMs])) return `${what} (${zone})`;
  const years = [...new Set([from, to].map((day) => day.slice(0, 4)))].join("–");
  return `${what}, ${years} (${zone})`;
}

/** Whether a day needs its year: in shorter ranges the title says it. */
const isLong = ([firstMs, lastMs]: TimeRange): boolean => lastMs - firstMs > 300 * dayMs;

function hasRoom({ values, text }: Ticks, pxPerMs: number, textPx: number): boolean {
  const widestPx = Math.max(...text.map((each) => textWidthPx(each, textPx)));
  return values.length <= most && (values[1]! - values[0]!) * pxPerMs >= widestPx + 4;
}

/** Where no step fits, every second of its ticks may, or every third. */
const strides = [2, 3, 4];

/** Every so many of the ticks, as near to the middle as they can be. */
function everyOf({ values, text }: Ticks, stride: number): Ticks {
  const first = ((values.length - 1) % stride) >> 1;
  const isKept = (_: unknown, i: number): boolean => i % stride === first;
  return { values: values.filter(isKept), text: text.filter(isKept) };
}

/** Without ticks at the ends whose labels would reach far over them. */
function inside(
  { values, text }: Ticks,
  [firstMs, lastMs]: TimeRange,
  lengthPx: number,
  textPx: number,
): Ticks {
  const pxPerMs = lengthPx / (lastMs - firstMs);
  const kept = values.flatMap((at, i) => {
    const halfPx = textWidthPx(text[i]!, textPx) / 2 - 8;
    const isInside = (at - firstMs) * pxPerMs >= halfPx && (lastMs - at) * pxPerMs >= halfPx;
    return isInside ? [i] : [];
  });
  return { values: kept.map((i) => values[i]!), text: kept.map((i) => text[i]!) };
}

function ticksAt(range: TimeRange, stepMs: number, zone: string): Ticks {
  const [firstMs, lastMs] = range;
  const shiftMs = localMs(firstMs, zone) - firstMs;
  const values: number[] = [];
  for (
    let at = Math.ceil((firstMs + shiftMs) / stepMs) * stepMs - shiftMs;
    at <= lastMs;
    at += stepMs
  )
    values.push(at);
  return { values, text: values.map((at) => tickText(at, stepMs, range, zone)) };
}

/** The zone's wall clock, read as if it were UTC. */
function localMs(atMs: number, zone: string): number {
  const [day, time] = timeText(atMs, zone).split(" ");
  return Date.parse(`${day}T${time}Z`) + (((atMs % 1000) + 1000) % 1000);
}

const dayOf = (atMs: number, zone: string): string => timeText(atMs, zone).split(" ")[0]!;

/** A time of the day, or a day: midnight, too, where the range has several. */
function tickText(atMs: number, stepMs: number, range: TimeRange, zone: string): string {
  const [day, time] = timeText(atMs, zone).split(" ") as [string, string];
  const isMidnight = time === "00:00:00" && dayOf(range[0], zone) !== dayOf(range[1], zone);
  if (stepMs < dayMs && !isMidnight) return stepMs < minuteMs ? time : time.slice(0, 5);
  return isLong(range) ? day : day.slice(5);
}
