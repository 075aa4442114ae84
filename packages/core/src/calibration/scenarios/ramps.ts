import type { ChannelAddress, SimulatedFault } from "../../flow/simulation/faults.js";
import { addressesOf, scattered } from "../planted/places.js";
import { planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownThroughout, shownWithin } from "../wanted/seen.js";
import type { Scenario } from "./scenario.js";

interface Ramp {
  name: string;
  what: string;
  /** The files in which it is to be told before it is too large. */
  before: number;
  /** The fault in a file; the first that has it is number 1. */
  fault(channels: ChannelAddress[], file: number): SimulatedFault;
}

const rows: readonly Ramp[] = [
  {
    name: "baseline-ramp",
    what: "baselines of 4 channels drift by 20 counts a file: told before 150 counts",
    before: 7,
    fault: (channels, file) => ({ kind: "baseline-shift", channels, shiftAdc16: 20 * file }),
  },
  {
    name: "clipped-ramp",
    what: "the clipped share of 4 channels rises by 0.3 % a file: told before 5 %",
    before: 16,
    fault: (channels, file) => ({ kind: "clipped", channels, share: 0.003 * file }),
  },
  {
    name: "noise-ramp",
    what: "the noise of 4 channels rises by 1 % a file: told before ×1.3",
    before: 26,
    fault: (channels, file) => ({ kind: "noise-scale", channels, factor: 1.01 ** file }),
  },
];

const [firstFile, fileCount] = [20, 55];

/** Each file is like the one before; the change is seen against the long past alone. */
export const ramps: readonly Scenario[] = rows.map(({ name, what, before, fault }) => ({
  name,
  what,
  eventCount: 60,
  course: (detector, random) => {
    const channels = addressesOf(detector, scattered(detector, 4, random));
    return {
      files: Array.from({ length: fileCount }, (_, index) =>
        index < firstFile ? {} : { faults: [fault(channels, index - firstFile + 1)] },
      ),
      faults: planted("drift", channels, firstFile),
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(before, "warn"), shownThroughout("warn")],
}));
