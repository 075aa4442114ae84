import { everyChannel } from "../planted/places.js";
import { from } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownThroughout, shownWithin } from "../wanted/seen.js";
import { neverRecovered, recoveredAtEnd, toldNew, toldSince } from "../wanted/told.js";
import type { Scenario } from "./scenario.js";

const shiftAdc16 = 300;

function shiftOfAll(fileCount: number, endFile: number | null): Pick<Scenario, "course"> {
  return {
    course: (detector) => {
      const channels = everyChannel(detector);
      const fault = { kind: "baseline-shift", channels, shiftAdc16 } as const;
      return {
        files: from(20, fileCount, [fault], endFile ?? fileCount),
        faults: [{ name: "shift", channels, firstFile: 20, endFile }],
      };
    },
  };
}

/** A new epoch: it is told once, and stays known. */
export const allShifted: Scenario = {
  name: "all-shifted",
  what: `all baselines shift by ${shiftAdc16} counts for good`,
  eventCount: 60,
  ...shiftOfAll(60, null),
  wanted: [
    ...fewFalseAlarms,
    shownWithin(1, "bad"),
    shownThroughout("warn"),
    toldNew(1),
    toldSince(),
    neverRecovered(),
  ],
};

/** Back at the old level it is recovered, and there is no alarm of it. */
export const allRepaired: Scenario = {
  name: "all-repaired",
  what: `all baselines shift by ${shiftAdc16} counts, and return after 25 files`,
  eventCount: 60,
  ...shiftOfAll(65, 45),
  wanted: [...fewFalseAlarms, shownWithin(1, "bad"), toldNew(1), recoveredAtEnd(2)],
};
