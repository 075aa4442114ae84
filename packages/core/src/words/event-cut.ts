/** A choice of events of a file, as it is recorded, and in words. */
import { countText, runsText } from "./phrases.js";
import { beamCode, selfCode } from "./trigger-codes.js";

/**
 * Which events are taken: those that fulfil everything that is there. Plain data, so that it
 * can be recorded beside the numbers that were made of these events.
 */
export interface EventCut {
  /** Codes of `trig_type`, ascending, each once. */
  triggerCodes?: readonly number[];
  /** Not before this time, milliseconds UTC. */
  fromMs?: number;
  /** Before this time, milliseconds UTC. */
  toMs?: number;
  /** Event indices in the file, ascending, each once; or a range with both ends. */
  events?: readonly number[] | { readonly first: number; readonly last: number };
  /** Some active channel has a valid waveform of a larger amplitude; with places: of those only. */
  over?: { readonly amplitudeAdc16: number; readonly adc?: number; readonly channel?: number };
}

/**
 * A cut in a few words: `beam triggers, from 2025-11-04 11:46:40 CST, events 0–99`.
 * @param timeText writes a time in milliseconds UTC
 */
export function cutText(cut: EventCut, timeText: (timeMs: number) => string): string {
  const { triggerCodes, fromMs, toMs, events, over } = cut;
  return [
    triggerCodes && triggersOf(triggerCodes),
    fromMs !== undefined && `from ${timeText(fromMs)}`,
    toMs !== undefined && `before ${timeText(toMs)}`,
    events && eventsOf(events),
    over && `${placeText(over)} over ${over.amplitudeAdc16} ADC16 counts`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** A cut for errors, where no time zone is chosen. */
export function cutTextUtc(cut: EventCut): string {
  return cutText(cut, (timeMs) => new Date(timeMs).toISOString());
}

function triggersOf(codes: readonly number[]): string {
  const names = codes.map((code) =>
    code === beamCode ? "beam" : code === selfCode ? "self" : `code-${code}`,
  );
  return `${names.join(" and ")} triggers`;
}

/** More single events than this are counted, not listed. */
const mostListed = 8;

function eventsOf(events: NonNullable<EventCut["events"]>): string {
  if ("first" in events) return `events ${events.first}–${events.last}`;
  const [first] = events;
  if (events.length === 1) return `event ${first}`;
  return events.length <= mostListed
    ? `events ${runsText(events)}`
    : `${countText(events.length, "listed event")} from ${first} to ${events.at(-1)}`;
}

function placeText({ adc, channel }: NonNullable<EventCut["over"]>): string {
  const places = [adc !== undefined && `ADC ${adc}`, channel !== undefined && `channel ${channel}`];
  return places.filter(Boolean).join(" ") || "some channel";
}
