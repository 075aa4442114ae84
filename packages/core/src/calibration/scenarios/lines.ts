import { detectorGroups } from "../../detector/groups.js";
import { addressesOf, scattered } from "../planted/places.js";
import { from, planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownInShare, shownWithin } from "../wanted/seen.js";
import type { Scenario } from "./scenario.js";

/** The channels of the ADC look all alike: others have to tell. */
export const lineOnAdc: Scenario = {
  name: "line-on-adc",
  what: "a line of 60 counts at 10 MHz on a whole ADC from the first file on",
  eventCount: 60,
  course: (detector, random) => {
    const { adcMembers } = detectorGroups(detector);
    const channels = addressesOf(detector, adcMembers[random.uint32() % adcMembers.length]!);
    const fault = { kind: "noise-line", channels, frequencyMHz: 10, amplitudeAdc16: 60 } as const;
    return {
      files: from(0, 20, [fault]),
      faults: [{ name: "line", channels, firstFile: 0, endFile: null }],
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(1, "bad"), shownInShare(0.95, "bad")],
};

const frequenciesMHz = [10.1, 15, 2.5, 10] as const;
const channelsEach = 12;

/** Lines are searched at any frequency: each in 12 channels and 10 files. */
export const smallLines: Scenario = {
  name: "small-lines",
  what: `lines of 8 counts at ${frequenciesMHz.join(", ")} MHz, in ${channelsEach} channels each`,
  eventCount: 60,
  course: (detector, random) => {
    const all = addressesOf(
      detector,
      scattered(detector, channelsEach * frequenciesMHz.length, random),
    );
    const lots = frequenciesMHz.map((frequencyMHz, i) => ({
      frequencyMHz,
      channels: all.filter((_, at) => at % frequenciesMHz.length === i),
    }));
    return {
      files: from(
        20,
        30,
        lots.map((lot) => ({ kind: "noise-line", amplitudeAdc16: 8, ...lot })),
      ),
      faults: lots.flatMap(({ frequencyMHz, channels }) =>
        planted(`${frequencyMHz} MHz`, channels, 20),
      ),
    };
  },
  wanted: [
    ...fewFalseAlarms,
    ...frequenciesMHz.map((frequencyMHz) => shownInShare(0.95, "warn", `${frequencyMHz} MHz`)),
  ],
};
