import type { SimulatedFault } from "../../flow/simulation/faults.js";
import { addressesOf, scattered } from "../planted/places.js";
import { from, planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownWithin } from "../wanted/seen.js";
import type { Scenario } from "./scenario.js";

/** Without self triggers the samples before the pulse have to tell. */
export const beamOnly: Scenario = {
  name: "beam-only",
  what: "beam files alone: 4 channels shift by 1,500 counts, 4 have three times the noise",
  eventCount: 60,
  course: (detector, random) => {
    const channels = addressesOf(detector, scattered(detector, 8, random));
    const [shifted, noisy] = [channels.slice(0, 4), channels.slice(4)];
    const faults: SimulatedFault[] = [
      { kind: "baseline-shift", channels: shifted, shiftAdc16: 1500 },
      { kind: "noise-scale", channels: noisy, factor: 3 },
    ];
    return {
      files: from(20, 30, faults).map((file) => ({ ...file, conditions: { runType: "beam" } })),
      faults: [...planted("shift", shifted, 20), ...planted("noise", noisy, 20)],
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(1, "bad")],
};
