import { profileOfGrid } from "../src/detector/grid.js";
import type { DetectorProfile } from "../src/detector/profile.js";

/** A detector that is not the built-in one: 4 ADCs, ten EPCBs of six an ADC, two TPCs. */
export const fourAdcs: DetectorProfile = profileOfGrid({
  name: "four-adcs",
  adcCount: 4,
  channelCount: 64,
  activeChannels: Array.from({ length: 60 }, (_, i) => (i < 30 ? i : i + 2)),
  channelsPerEpcb: 6,
  channelsPerTpc: 32,
  adcsPerTpc: 4,
  sampleNs: 16,
});
