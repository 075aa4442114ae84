import { addressesOf, scattered } from "../planted/places.js";
import { from, planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownWithin } from "../wanted/seen.js";
import type { Scenario } from "./scenario.js";

const factors = [0.7, 0.5, 0.2, 0.05] as const;
const channelsEach = 8;
const [firstFile, fileCount] = [20, 30];

/**
 * Less light in a channel than in the others of its TPC. Of 300 events 40 light a TPC: with a scatter of
 * ln amplitude of 0.8, the relative amplitude is known to 1.07 · 0.8 / √40 = 0.135. ln 0.5 is 5.1 of
 * that, and ln 0.7 in three files 4.6; of 500 events they are 6.6 and 5.9.
 */
export const lessGain: Scenario = {
  name: "gain",
  what: `the gain of ${channelsEach} channels each falls to ${factors.map((factor) => `×${factor}`).join(", ")}`,
  eventCount: 300,
  course: (detector, random) => {
    const all = addressesOf(detector, scattered(detector, channelsEach * factors.length, random));
    const lots = factors.map((factor, i) => ({
      factor,
      channels: all.filter((_, at) => at % factors.length === i),
    }));
    return {
      files: from(
        firstFile,
        fileCount,
        lots.map(({ factor, channels }) => ({ kind: "gain", channels, factor })),
      ),
      faults: lots.flatMap(({ factor, channels }) => planted(`×${factor}`, channels, firstFile)),
    };
  },
  wanted: [
    ...fewFalseAlarms,
    ...factors.map((factor) => shownWithin(factor === 0.7 ? 3 : 1, "warn", `×${factor}`)),
  ],
};
