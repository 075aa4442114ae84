/** Faults of one group that differ in size: told apart where each has groups of its own. */
import type { DetectorGroups } from "../../detector/groups.js";
import { fewestMembers, type SharedFault, sharedFaults } from "./shared-groups.js";

/** Sizes that differ by more than this factor, with none between them, may be of two faults. */
const gapRatio = 1.8;
/** Beyond this even one or two channels are apart: dead ones among shifted ones. */
const farRatio = 5;

/**
 * The faults of channels as `sharedFaults` finds them, but a group is told by its parts where their
 * sizes fall into clusters: sorted by size, neighbours differ by a factor above 1.8, and the
 * channels on either side form groups. Where they do not, as if a line is strong in some channels
 * and weak in others all over an ADC, it is one fault. Channels that are 5 times larger or smaller
 * than all others need not be a group: they stand alone.
 * @param judged, faulty as of `sharedFaults`
 * @param sizeOf size of the fault of a channel index, of one sign
 */
export function faultsBySize(
  groups: DetectorGroups,
  judged: Uint8Array,
  faulty: Uint8Array,
  sizeOf: (channelIndex: number) => number,
): SharedFault[] {
  return sharedFaults(groups, judged, faulty).flatMap((fault) => partsOf(fault));

  function partsOf(fault: SharedFault): SharedFault[] {
    for (const sides of splits(fault.members, sizeOf)) {
      const parts = sides.map((side) => sharedFaults(groups, judged, flagged(side)));
      const found = parts.flat();
      if (found.length > 0 && parts.every((faults, i) => isNamed(faults, sides[i]!)))
        return found.flatMap(partsOf);
    }
    return [fault];
  }

  function flagged(side: readonly number[]): Uint8Array {
    const flags = new Uint8Array(faulty.length);
    for (const channelIndex of side) flags[channelIndex] = 1;
    return flags;
  }
}

/** Whether faults name every channel, or the channels are too few for that. */
function isNamed(faults: readonly SharedFault[], channels: readonly number[]): boolean {
  const named = faults.reduce((sum, { members }) => sum + members.length, 0);
  return channels.length < fewestMembers || named === channels.length;
}

/** The ways to divide channels at a gap between their sizes, the widest gap first. */
function splits(
  members: readonly number[],
  sizeOf: (channelIndex: number) => number,
): (readonly number[])[][] {
  const sorted = members
    .map((channelIndex) => ({ channelIndex, size: Math.abs(sizeOf(channelIndex)) }))
    .sort((a, b) => a.size - b.size);
  const indices = sorted.map(({ channelIndex }) => channelIndex);
  return sorted
    .slice(1)
    .map(({ size }, i) => ({ at: i + 1, ratio: size / sorted[i]!.size }))
    .filter(({ at, ratio }) => {
      const fewer = Math.min(at, sorted.length - at);
      return ratio > (fewer < fewestMembers ? farRatio : gapRatio);
    })
    .sort((a, b) => b.ratio - a.ratio)
    .map(({ at }) => [indices.slice(0, at), indices.slice(at)]);
}
