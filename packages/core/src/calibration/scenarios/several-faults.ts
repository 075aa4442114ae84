import { detectorGroups } from "../../detector/groups.js";
import type { ChannelAddress, SimulatedFault } from "../../flow/simulation/faults.js";
import { addressesOf, scattered } from "../planted/places.js";
import { from, planted } from "../planted/planting.js";
import { fewFalseAlarms } from "../wanted/per-file.js";
import { shownThroughout, shownWithin } from "../wanted/seen.js";
import { alarmsThere } from "../wanted/told.js";
import type { Scenario } from "./scenario.js";

const kinds: readonly [name: string, (channels: ChannelAddress[]) => SimulatedFault][] = [
  ["shift", (channels) => ({ kind: "baseline-shift", channels, shiftAdc16: 300 })],
  ["noise", (channels) => ({ kind: "noise-scale", channels, factor: 2 })],
  ["clipped", (channels) => ({ kind: "clipped", channels, share: 0.3 })],
  ["negative", (channels) => ({ kind: "negative", channels, share: 0.3, depthAdc16: 1500 })],
  ["line", (channels) => ({ kind: "noise-line", channels, frequencyMHz: 20, amplitudeAdc16: 40 })],
];

/** Twenty channels, four of each kind, at once. */
export const manyFaults: Scenario = {
  name: "many-faults",
  what: "20 channels at once: shifted, noisy, clipped, negative, with a line",
  eventCount: 60,
  course: (detector, random) => {
    const all = addressesOf(detector, scattered(detector, 4 * kinds.length, random));
    const lots = kinds.map(([name, fault], i) => ({
      name,
      fault,
      channels: all.filter((_, at) => at % kinds.length === i),
    }));
    return {
      files: from(
        20,
        30,
        lots.map(({ fault, channels }) => fault(channels)),
      ),
      faults: lots.flatMap(({ name, channels }) => planted(name, channels, 20)),
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(1, "bad"), shownThroughout("bad")],
};

/** The channels beside a damaged half of an ADC are healthy. */
export const noisyNeighbour: Scenario = {
  name: "noisy-neighbour",
  what: "half an ADC has five times the noise; the other channels are healthy",
  eventCount: 60,
  course: (detector, random) => {
    const halves = detectorGroups(detector).byKind["half-adc"];
    const channels = addressesOf(detector, halves[random.uint32() % halves.length]!.members);
    return {
      files: from(15, 45, [{ kind: "noise-scale", channels, factor: 5 }]),
      faults: [{ name: "noise", channels, firstFile: 15, endFile: null }],
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(1, "bad"), shownThroughout("bad")],
};

/** Shifts of different size are different faults. */
export const twoEpcbs: Scenario = {
  name: "two-epcbs",
  what: "two EPCBs of one ADC shift by 60 and by 300 counts: two alarms",
  eventCount: 60,
  course: (detector, random) => {
    const { adcMembers, byKind } = detectorGroups(detector);
    const adc = random.uint32() % adcMembers.length;
    const [first, second] = byKind.epcb
      .filter((board) => board.adc === adc)
      .map(({ members }) => addressesOf(detector, members)) as [ChannelAddress[], ChannelAddress[]];
    return {
      files: from(20, 35, [
        { kind: "baseline-shift", channels: first, shiftAdc16: 60 },
        { kind: "baseline-shift", channels: second, shiftAdc16: 300 },
      ]),
      faults: [{ name: "shifts", channels: [...first, ...second], firstFile: 20, endFile: null }],
    };
  },
  wanted: [...fewFalseAlarms, shownWithin(1, "bad"), alarmsThere(2)],
};
