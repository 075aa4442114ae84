import { detectorGroups } from "../../detector/groups.js";
import type { FileParts } from "../planted/course.js";
import { addressesOf } from "../planted/places.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownWithin } from "../wanted/seen.js";
import { neverRecovered, recoveredAtEnd, toldNew } from "../wanted/told.js";
import type { Wanted } from "../wanted/wanted.js";
import type { FaultOutcome } from "../watched/scenario-outcome.js";
import type { Scenario } from "./scenario.js";

const [firstFile, firstGap, endGap, fileCount] = [20, 25, 28, 40];

/** A shifted channel whose ADC is not read out for three files. @param isBackAfter it is still shifted then */
function gap(isBackAfter: boolean): Pick<Scenario, "course" | "eventCount"> {
  return {
    eventCount: 60,
    course: (detector, random) => {
      const { adcMembers } = detectorGroups(detector);
      const adc = random.uint32() % adcMembers.length;
      const members = addressesOf(detector, adcMembers[adc]!);
      const channels = [members[random.uint32() % members.length]!];
      const shift = { kind: "baseline-shift", channels, shiftAdc16: 300 } as const;
      const fileOf = (index: number): FileParts => {
        if (index < firstFile) return {};
        if (index >= firstGap && index < endGap) return { faults: [{ kind: "missing-adc", adc }] };
        return index < firstGap || isBackAfter ? { faults: [shift] } : {};
      };
      const endFile = isBackAfter ? null : endGap;
      return {
        files: Array.from({ length: fileCount }, (_, index) => fileOf(index)),
        faults: [
          { name: "shift", channels, firstFile, endFile },
          { name: "missing ADC", channels: members, firstFile: firstGap, endFile: endGap },
        ],
      };
    },
  };
}

/** Known again, it is as bad as it last was known to be. */
const shownAgain: Wanted = {
  words: "bad again after the gap",
  measure: ({ faults }) => {
    const [shift] = faults as [FaultOutcome];
    const isMet = shift.files[endGap]?.state === "bad";
    return { words: isMet ? "bad after the gap" : "not bad after the gap", isMet };
  },
};

/** Bad, unknown, bad. */
export const gapInFault: Scenario = {
  name: "gap-in-fault",
  what: "a channel is bad, its ADC is missing for three files, then it is still bad",
  ...gap(true),
  wanted: [
    ...fewFalseAlarms,
    shownWithin(1, "bad"),
    shownAgain,
    toldNew(1, "shift"),
    neverRecovered("shift"),
  ],
};

/** Bad, unknown, ok. */
export const gapBeforeRepair: Scenario = {
  name: "gap-before-repair",
  what: "a channel is bad, its ADC is missing for three files, then it is healthy",
  ...gap(false),
  wanted: [
    ...fewFalseAlarms,
    shownWithin(1, "bad"),
    toldNew(1, "shift"),
    recoveredAtEnd(1, "shift"),
  ],
};
