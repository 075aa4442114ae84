import { addressesOf, scattered } from "../planted/places.js";
import { from, planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { hardlyShown } from "../wanted/seen.js";
import { startMsOf } from "../watched/scenario-files.js";
import type { Scenario } from "./scenario.js";

/** What people have accepted is the new level. */
export const acceptedShift: Scenario = {
  name: "accepted-shift",
  what: "4 channels shift by 300 counts for good, which is accepted",
  eventCount: 60,
  course: (detector, random) => {
    const channels = addressesOf(detector, scattered(detector, 4, random));
    const at = new Date(startMsOf(20)).toISOString();
    return {
      files: from(20, 50, [{ kind: "baseline-shift", channels, shiftAdc16: 300 }]),
      faults: planted("shift", channels, 20),
      acceptances: [
        {
          id: "accepted",
          detector: detector.name,
          rows: ["baseline-shift"],
          channels,
          from: at,
          until: null,
          author: "calibration",
          reason: "offsets were changed",
          acceptedAt: at,
        },
      ],
    };
  },
  wanted: [...fewFalseAlarms, hardlyShown()],
};
