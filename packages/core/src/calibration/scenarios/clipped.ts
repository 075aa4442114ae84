import { addressesOf, scattered } from "../planted/places.js";
import { from, planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownThroughout, shownWithin } from "../wanted/seen.js";
import { neverRecovered, toldNew, toldSince } from "../wanted/told.js";
import type { Scenario } from "./scenario.js";

/**
 * A channel must not vouch for itself. Of 60 waveforms with 1 % from the light and 15 % from the fault,
 * one file in 14 has 5 or fewer clipped, which healthy channels have too (p > 10⁻⁴): the best test may miss
 * a channel in the first file, and one in 200 in two.
 */
export const clippedForGood: Scenario = {
  name: "clipped-for-good",
  what: "the clipped share of 8 channels rises by 15 % for good",
  eventCount: 60,
  course: (detector, random) => {
    const channels = addressesOf(detector, scattered(detector, 8, random));
    return {
      files: from(20, 60, [{ kind: "clipped", channels, share: 0.15 }]),
      faults: planted("rise", channels, 20),
    };
  },
  wanted: [
    ...fewFalseAlarms,
    shownWithin(2, "bad"),
    shownThroughout("bad"),
    toldNew(1),
    toldSince(),
    neverRecovered(),
  ],
};

/** One old file must not hide what comes long after. */
export const clippedLongAgo: Scenario = {
  name: "clipped-long-ago",
  what: "8 channels clip 20 % in one file, and 25 % a hundred files later",
  eventCount: 60,
  course: (detector, random) => {
    const channels = addressesOf(detector, scattered(detector, 8, random));
    const earlier = from(10, 110, [{ kind: "clipped", channels, share: 0.2 }], 11);
    return {
      files: [...earlier, ...from(0, 10, [{ kind: "clipped", channels, share: 0.25 }])],
      faults: [...planted("first", channels, 10, 11), ...planted("again", channels, 110)],
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(1, "bad", "again"), shownThroughout("bad", "again")],
};
