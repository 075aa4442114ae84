import { addressesOf, scattered } from "../planted/places.js";
import { from, planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownWithin } from "../wanted/seen.js";
import type { Scenario } from "./scenario.js";

/** The largest amplitude of a file says nothing of the events in which a channel is dead. */
export const partlyDead: Scenario = {
  name: "partly-dead",
  what: "8 channels are dead in 10 % of the events, 8 in 30 %",
  eventCount: 300,
  course: (detector, random) => {
    const all = addressesOf(detector, scattered(detector, 16, random));
    const [seldom, often] = [all.slice(0, 8), all.slice(8)];
    return {
      files: from(20, 26, [
        { kind: "dead-share", channels: seldom, share: 0.1 },
        { kind: "dead-share", channels: often, share: 0.3 },
      ]),
      faults: [...planted("10 %", seldom, 20), ...planted("30 %", often, 20)],
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(1, "warn", "10 %"), shownWithin(1, "warn", "30 %")],
};
