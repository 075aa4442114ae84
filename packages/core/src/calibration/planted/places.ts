/** Where the faults of scenarios are planted. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import type { ChannelAddress } from "../../flow/simulation/faults.js";
import type { Random } from "../../flow/simulation/random.js";

/** Channel indices as addresses. */
export function addressesOf(
  detector: DetectorProfile,
  channelIndices: readonly number[],
): ChannelAddress[] {
  const { placeOf } = detectorGroups(detector);
  return channelIndices.map((channelIndex) => {
    const { adc, channel } = placeOf(channelIndex);
    return [adc, channel];
  });
}

/** All active channels. */
export function everyChannel(detector: DetectorProfile): ChannelAddress[] {
  return addressesOf(detector, detectorGroups(detector).active);
}

/**
 * Channel indices of so many channels, each on an EPCB of its own, so that they share no fault of a
 * group; fewer where the detector has not so many EPCBs.
 */
export function scattered(detector: DetectorProfile, count: number, random: Random): number[] {
  const boards = detectorGroups(detector).epcbMembers.filter((members) => members.length > 0);
  return shuffled(boards, random)
    .slice(0, count)
    .map((members) => members[random.uint32() % members.length]!);
}

/** So many of the EPCBs, all different, as their channel indices. */
export function someEpcbs(
  detector: DetectorProfile,
  count: number,
  random: Random,
): (readonly number[])[] {
  const boards = detectorGroups(detector).epcbMembers.filter((members) => members.length > 0);
  return shuffled(boards, random).slice(0, count);
}

/** In another order (Fisher and Yates). */
function shuffled<Value>(values: readonly Value[], random: Random): Value[] {
  const list = [...values];
  for (let i = list.length - 1; i > 0; i--) {
    const other = random.uint32() % (i + 1);
    [list[i], list[other]] = [list[other]!, list[i]!];
  }
  return list;
}
