/** What a user asks of events, checked and made recordable. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import { isoTimeAllowed, localTimeMs } from "../../files/iso-time.js";
import type { EventCut } from "../../words/event-cut.js";
import { beamCode, selfCode } from "../../words/trigger-codes.js";

/** A trigger: by name (`"beam"`, `"self"`, or one that the detector names), or by its code. */
export type TriggerChoice = "beam" | "self" | (string & {}) | number;

/** A time: milliseconds UTC, a `Date`, or ISO text (`2025-11-04T11:46`, `…-06:00`, `…Z`). */
export type TimeChoice = number | string | Date;

/** Which events are taken: those that fulfil everything that is given. */
export interface Where {
  /** One trigger, or several. */
  trigger?: TriggerChoice | readonly TriggerChoice[] | undefined;
  /** Not before this time. Text without a zone is in the time zone of the settings. */
  from?: TimeChoice | undefined;
  /** Before this time, so that the next cut can begin `from` it. Events without a time are in neither. */
  to?: TimeChoice | undefined;
  /** Event indices in the file, from 0; or a range, both ends included. */
  events?: readonly number[] | { first: number; last: number } | undefined;
  /**
   * Events in which some active channel has a valid waveform with an amplitude (largest sample less
   * baseline) above so many ADC16 counts; with `adc` or `channel`, one of those. Reads waveforms.
   */
  over?: number | { amplitudeAdc16: number; adc?: number; channel?: number } | undefined;
}

/** What the words of a `Where` refer to. */
export interface WhereContext {
  detector: DetectorProfile;
  /** IANA zone of times that are written without one; where absent, such times are refused. */
  timeZone?: string | undefined;
}

const parts: readonly (keyof Where)[] = ["trigger", "from", "to", "events", "over"];

/**
 * The recordable form of a choice; an empty one takes all events.
 * @throws LightDqmError `bad-config` for an unknown part, and for a value that is not allowed;
 *   `not-found` for a channel or trigger name that the detector does not have
 */
export function eventCut(where: Where, { detector, timeZone }: WhereContext): EventCut {
  for (const name of Object.keys(where))
    if (!parts.includes(name as keyof Where))
      throw badWhere("Unknown part of a cut", name, parts.join(", "), name);
  const { trigger, from, to, events, over } = where;
  const cut: EventCut = {
    ...(trigger !== undefined && { triggerCodes: codesOf(trigger, detector) }),
    ...(from !== undefined && { fromMs: timeMs(from, "from", timeZone) }),
    ...(to !== undefined && { toMs: timeMs(to, "to", timeZone) }),
    ...(events !== undefined && { events: eventsOf(events) }),
    ...(over !== undefined && { over: overOf(over, detector) }),
  };
  if (cut.fromMs !== undefined && cut.toMs !== undefined && cut.fromMs >= cut.toMs)
    throw badWhere("No time is in this cut", "to", "a time after `from`", String(to));
  return cut;
}

function codesOf(trigger: NonNullable<Where["trigger"]>, detector: DetectorProfile): number[] {
  const names = new Map([
    ["beam", beamCode],
    ["self", selfCode],
  ]);
  for (const [code, name] of Object.entries(detector.own?.triggerNames ?? {}))
    names.set(name, Number(code));
  const choices = typeof trigger === "object" ? trigger : [trigger];
  const codes = choices.map((choice) => {
    const code = typeof choice === "number" ? choice : names.get(choice);
    if (code !== undefined && Number.isInteger(code)) return code;
    const expected = `${[...names.keys()].join(", ")}, or a whole number`;
    throw badWhere("No such trigger", "trigger", expected, String(choice));
  });
  if (codes.length === 0) throw badWhere("No trigger given", "trigger", "at least one", "none");
  return ascending(codes);
}

function timeMs(time: TimeChoice, name: string, timeZone: string | undefined): number {
  const ms = typeof time === "string" ? localTimeMs(time, timeZone) : Number(time);
  if (typeof ms === "number" && Number.isFinite(ms)) return ms;
  const local = timeZone === undefined ? "" : `, or without one for ${timeZone}`;
  throw badWhere(
    ms === "impossible" ? "A time that does not exist" : "Not a time",
    name,
    `${isoTimeAllowed}${local}, a Date, or milliseconds UTC`,
    String(time),
  );
}

function eventsOf(events: NonNullable<Where["events"]>): NonNullable<EventCut["events"]> {
  const isIndex = (value: number): boolean => Number.isInteger(value) && value >= 0;
  if ("first" in events) {
    const { first, last } = events;
    if (isIndex(first) && isIndex(last) && first <= last) return { first, last };
    throw badWhere("Not a range of events", "events", "0 ≤ first ≤ last", `${first} to ${last}`);
  }
  const wrong = events.find((event) => !isIndex(event));
  if (events.length > 0 && wrong === undefined) return ascending(events);
  const got = wrong === undefined ? "an empty list" : String(wrong);
  throw badWhere("Not a list of events", "events", "event indices from 0", got);
}

function overOf(
  over: NonNullable<Where["over"]>,
  detector: DetectorProfile,
): NonNullable<EventCut["over"]> {
  const { amplitudeAdc16, adc, channel } =
    typeof over === "number" ? { amplitudeAdc16: over } : over;
  if (!Number.isFinite(amplitudeAdc16))
    throw badWhere("Not an amplitude", "over", "ADC16 counts", String(amplitudeAdc16));
  const cut = {
    amplitudeAdc16,
    ...(adc !== undefined && { adc }),
    ...(channel !== undefined && { channel }),
  };
  if (channelsOver(cut, detector).length > 0) return cut;
  throw new LightDqmError("not-found", {
    what: "No active channel there",
    where: "where.over",
    expected: `an active channel of ${detector.name}`,
    got: [adc !== undefined && `ADC ${adc}`, channel !== undefined && `channel ${channel}`]
      .filter(Boolean)
      .join(", "),
  });
}

/** Channel indices of the active channels that `over` speaks of. */
export function channelsOver(
  { adc, channel }: NonNullable<EventCut["over"]>,
  detector: DetectorProfile,
): number[] {
  const { active, placeOf } = detectorGroups(detector);
  return active.filter((channelIndex) => {
    const place = placeOf(channelIndex);
    return (
      (adc === undefined || place.adc === adc) &&
      (channel === undefined || place.channel === channel)
    );
  });
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function badWhere(what: string, name: string, expected: string, got: string): LightDqmError {
  return new LightDqmError("bad-config", { what, where: `where.${name}`, expected, got });
}
