/** The groups of a detector, kept, so that a check need not make them anew for each channel. */
import { type DetectorGroups, type DetectorProfile, detectorGroups } from "../detector/groups.js";

/** Look-up tables of a detector, and the siblings of a channel. */
export interface ChannelGroups extends DetectorGroups {
  /** Flat indices of the other active channels of the ADC. */
  siblingsInAdc(flat: number): readonly number[];
}

const kept = new WeakMap<DetectorProfile, ChannelGroups>();

/** As `detectorGroups`, made once for each profile object. */
export function groupsOf(detector: DetectorProfile): ChannelGroups {
  const known = kept.get(detector);
  if (known) return known;
  const groups = detectorGroups(detector);
  const adcOf = (flat: number): number => Math.floor(flat / detector.channelCount);
  const siblings = new Map<number, readonly number[]>();
  const made: ChannelGroups = {
    ...groups,
    siblingsInAdc: (flat) => {
      const before = siblings.get(flat);
      if (before) return before;
      const others = groups.active.filter(
        (other) => other !== flat && adcOf(other) === adcOf(flat),
      );
      siblings.set(flat, others);
      return others;
    },
  };
  kept.set(detector, made);
  return made;
}
