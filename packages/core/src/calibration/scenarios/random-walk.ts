import { detectorGroups } from "../../detector/groups.js";
import type { FileParts } from "../planted/course.js";
import { driftNamed } from "../wanted/named.js";
import { falseBad } from "../wanted/per-file.js";
import type { Scenario } from "./scenario.js";

const stepAdc16 = 20;
const fileCount = 60;

/** No level is the right one; the next file is near the last. */
export const randomWalk: Scenario = {
  name: "random-walk",
  what: `every baseline walks at random by ${stepAdc16} counts a file`,
  eventCount: 60,
  course: (detector, random) => {
    let before = new Float64Array(detectorGroups(detector).indexCount);
    const files = Array.from({ length: fileCount }, (): FileParts => {
      before = before.map((shiftAdc16) => shiftAdc16 + stepAdc16 * random.gaussian());
      return { state: { shiftAdc16: before } };
    });
    return { files, faults: [] };
  },
  wanted: [falseBad(0.05), driftNamed],
};
