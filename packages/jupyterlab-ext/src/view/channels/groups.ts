/** Channels of a payload's detector and the groups they are in. */
import { type DetectorProfile, detectorGroups, type Payload } from "@light-dqm/core/figures";
import type { ChannelRef, ChosenChannel, Grouping, Selection } from "../../selection.js";

/** The detector of a payload; null for kinds that do not know theirs. */
export function detectorOf(payload: Payload): DetectorProfile | null {
  return "detector" in payload ? payload.detector : null;
}

/** Whether a detector has a channel, active or not; a choice may come from another detector. */
export function hasChannel(
  { adcCount, channelCount }: DetectorProfile,
  { adc, channel }: ChannelRef,
): boolean {
  return adc < adcCount && channel < channelCount;
}

/** A channel with its EPCB and TPC; both −1 for a channel that the detector does not have. */
export function inGroups(detector: DetectorProfile, ref: ChannelRef): ChosenChannel {
  const { adc, channel } = ref;
  const { epcbOf, tpcOf, indexOf } = detectorGroups(detector);
  const index = hasChannel(detector, ref) ? indexOf(adc, channel) : -1;
  return { adc, channel, epcb: epcbOf[index] ?? -1, tpc: tpcOf[index] ?? -1 };
}

/** The channel, or all active channels of its EPCB, TPC or ADC; an inactive channel has no group. */
export function selectionAt(
  detector: DetectorProfile,
  ref: ChannelRef,
  wanted: Grouping,
): Selection {
  const { adcMembers, tpcMembers, epcbOf, placeOf } = detectorGroups(detector);
  const chosen = inGroups(detector, ref);
  const { adc, channel, epcb, tpc } = chosen;
  const grouping = epcb < 0 ? "channel" : wanted;
  const group = (label: string, members: readonly number[]): Selection => ({
    ...{ label, grouping },
    channels: members.map((channelIndex) => inGroups(detector, placeOf(channelIndex))),
  });
  const ofAdc = adcMembers[adc] ?? [];
  switch (grouping) {
    case "epcb":
      return group(
        `EPCB ${epcb} of ADC ${adc}`,
        ofAdc.filter((channelIndex) => epcbOf[channelIndex] === epcb),
      );
    case "tpc":
      return group(`TPC ${tpc}`, tpcMembers[tpc] ?? []);
    case "adc":
      return group(`ADC ${adc}`, ofAdc);
    case "channel": {
      const groups = epcb < 0 ? "inactive" : `EPCB ${epcb}, TPC ${tpc}`;
      return { grouping, label: `ADC ${adc}, channel ${channel} (${groups})`, channels: [chosen] };
    }
  }
}
