import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { exemplarKinds } from "../../src/quantities/indexed-by/exemplar-kind.js";
import { gridDetector } from "../detectors.js";
import { memoryFile, settings } from "./memory-file.js";

/** One ADC with one EPCB of the channels 2, 3 and 6. */
const detector = gridDetector({
  ...{ name: "small", adcCount: 2, channelCount: 8, channelsPerEpcb: 3 },
  activeChannels: [2, 3, 6],
});

/** Amplitudes of channels 2, 3 and 6 by event: a pulse of one sample on a noise of ±4. */
const pulses = [
  [900, 100, 600],
  [100, 5000, 4000],
  [800, 200, 700],
  [0, 0, 0],
  [0, 0, 0],
];
const noises = [4, 4, 4, 8, 12];

async function eventsOf(change: (event: number, channel: number, i: number) => number | null) {
  const file = memoryFile({
    ...{ eventCount: 5, sampleCount: 80, detector },
    isValid: (_, adc) => adc === 0,
    sample: (event, _, channel, i) =>
      change(event, channel, i) ??
      (i === 60 ? pulses[event]![[2, 3, 6].indexOf(channel)] || 0 : 0) +
        noises[event]! * (i % 2 === 0 ? 1 : -1),
  });
  const thresholdAdc16 = [500, 500];
  return (await plainEngine(file, { ...settings, thresholdAdc16 })).exemplarEvents!;
}

describe("the events that show what checks may find", () => {
  it("are the loudest, and the one in which the others of the EPCB see most light", async () => {
    const { loudest, besideLight } = await eventsOf(() => null);
    expect(Array.from(loudest.subarray(2, 4))).toEqual([0, 1]);
    expect(Array.from(besideLight.subarray(2, 4))).toEqual([1, 1]);
    // Of channel 6 the others have 1000, 5100, 1000.
    expect([loudest[6], besideLight[6]]).toEqual([1, 1]);
  });

  it("are of the dark ones that of the median amplitude, the lower of two", async () => {
    const { dark } = await eventsOf(() => null);
    // Dark are 3 and 4 alone: of amplitudes 8 and 12.
    expect(dark[2]).toBe(3);
  });

  it("are the one with a flag that has the largest amplitude, and a constant one", async () => {
    const found = await eventsOf((event, channel, i) => {
      if (channel === 3 && event === 2) return 7;
      if (channel !== 6 || i !== 70) return null;
      return event === 1 || event === 2 ? -3000 : null;
    });
    expect([found.negative[6], found.negative[2]]).toEqual([1, Number.NaN]);
    expect([found.constant[3], found.constant[2]]).toEqual([2, Number.NaN]);
  });

  it("are unknown for channels that are inactive or have no valid waveform", async () => {
    const found = await eventsOf(() => null);
    for (const kind of exemplarKinds) expect([found[kind][0], found[kind][10]]).toEqual([NaN, NaN]);
  });
});
