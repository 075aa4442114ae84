import { type DetectorGrid, profileOfGrid } from "../src/detector/grid.js";
import { detectorGroups } from "../src/detector/groups.js";
import { defaultDetector } from "../src/detector/index.js";
import type { DetectorProfile } from "../src/detector/profile.js";

/** The detector that most tests are of. */
export const dune2x2: DetectorProfile = defaultDetector();

/** Numbers of the active channels of its ADCs: the same in each. */
export const active2x2: readonly number[] = detectorGroups(dune2x2).adcMembers[0]!;

/** A small detector, by default of two ADCs with the same TPC on both. */
export function gridDetector(
  grid: Pick<DetectorGrid, "activeChannels" | "channelCount" | "channelsPerEpcb"> &
    Partial<DetectorGrid>,
): DetectorProfile {
  return profileOfGrid({
    ...{ name: "bench", adcCount: 2, adcsPerTpc: 2, sampleNs: 16 },
    ...{ channelsPerTpc: grid.channelCount, ...grid },
  });
}
