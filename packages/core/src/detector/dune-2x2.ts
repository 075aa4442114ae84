import type { DetectorProfile } from "./profile.js";

const everyBlockOf16From4 = [0, 16, 32, 48].flatMap((block) =>
  Array.from({ length: 12 }, (_, i) => block + 4 + i),
);

/** The DUNE 2x2 demonstrator: 8 ADCs × 64 channels, channels 4–15 of each block of 16 active. */
export const dune2x2: DetectorProfile = {
  name: "dune-2x2",
  adcCount: 8,
  channelCount: 64,
  activeChannels: everyBlockOf16From4,
  channelsPerEpcb: 6,
  channelsPerTpc: 32,
  adcsPerTpc: 2,
  sampleNs: 16,
};
