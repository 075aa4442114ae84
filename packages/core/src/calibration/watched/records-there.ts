/** The records that are about the channels of a fault. */
import type { DetectorGroups } from "../../detector/groups.js";
import type { ChannelAddress } from "../../flow/simulation/faults.js";
import { channelKey, isAlarm, type Verdict } from "../../judge/states/verdict.js";

/** Channels as keys. */
export function keysOf(channels: readonly ChannelAddress[]): string[] {
  return channels.map(([adc, channel]) => channelKey({ adc, channel }));
}

/** The channels that a record is about, as keys; none for one of the file. */
export function keysOfRecord(
  { scope, adc, channel, members }: Verdict,
  { adcMembers, placeOf }: DetectorGroups,
): string[] {
  if (members.length > 0) return keysOf(members);
  if (scope === "channel") return [channelKey({ adc, channel })];
  return scope === "adc" ? adcMembers[adc!]!.map((i) => channelKey(placeOf(i))) : [];
}

/**
 * Tells whether a record is of a fault: of one of its channels, or of a group with any of them. One of
 * an ADC, which has no members, is so only where the fault fills it; one of the file never is.
 */
export function recordsOf(
  channels: readonly ChannelAddress[],
  groups: DetectorGroups,
): (verdict: Verdict) => boolean {
  const planted = new Set(keysOf(channels));
  return (verdict) => {
    const keys = keysOfRecord(verdict, groups);
    const ofFault = keys.filter((key) => planted.has(key)).length;
    const isWhole = verdict.scope === "adc" && verdict.members.length === 0;
    return ofFault > 0 && (ofFault === keys.length || !isWhole);
  };
}

/** The worst state of the records of a fault; `ok` where none is alarmed. */
export function stateOf(records: readonly Verdict[]): "ok" | "warn" | "bad" {
  if (records.some(({ state }) => state === "bad")) return "bad";
  return records.some(({ state }) => isAlarm(state)) ? "warn" : "ok";
}
