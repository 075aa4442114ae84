import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import type { EpcbWaveforms } from "../../src/summary.js";
import { gridDetector } from "../detectors.js";
import { type MemoryFileParts, memoryFile, settings as ofDune2x2 } from "./memory-file.js";

/** 2 ADCs of two EPCBs, each of two channels: 2, 3 and 6, 7. */
const detector = gridDetector({
  name: "small",
  channelCount: 8,
  activeChannels: [2, 3, 6, 7],
  channelsPerEpcb: 2,
  channelsPerTpc: 4,
});

const settings = { ...ofDune2x2, thresholdAdc16: [500, 500] };

/** Amplitudes of pulses at sample 60 above a baseline of 0, by event; threshold 500. */
type Amplitudes = (event: number, adc: number, channel: number) => number;

async function brightest(
  eventCount: number,
  amplitude: Amplitudes,
  parts: Partial<MemoryFileParts> = {},
): Promise<EpcbWaveforms[]> {
  const file = memoryFile({
    ...{ eventCount, sampleCount: 80, detector, trigType: null },
    sample: (event, adc, channel, i) => (i === 60 ? amplitude(event, adc, channel) : i % 2),
    ...parts,
  });
  return (await plainEngine(file, settings)).brightestEvents!;
}

const eventsOf = (found: EpcbWaveforms[]): number[][] =>
  found.map(({ adc, epcb, event }) => [adc, epcb, event]);

describe("the brightest event of an EPCB", () => {
  it("is the one with the largest sum of amplitudes, each EPCB's its own", async () => {
    const found = await brightest(3, (event, adc, channel) =>
      channel < 4 ? 1000 + 100 * event : 1000 - 100 * event + adc,
    );
    expect(eventsOf(found)).toEqual([
      [0, 0, 2],
      [0, 1, 0],
      [1, 0, 2],
      [1, 1, 0],
    ]);
  });

  it("needs two of its channels over threshold, however bright one is", async () => {
    const one: Amplitudes = (event, adc, channel) =>
      adc === 1 || channel > 3 ? 0 : event === 0 ? (channel === 2 ? 20_000 : 400) : 600;
    expect(eventsOf(await brightest(2, one))).toEqual([[0, 0, 1]]);
  });

  it("is the first of equal ones", async () => {
    const found = await brightest(4, (event) => (event === 0 ? 700 : 900));
    expect(found.map(({ event }) => event)).toEqual([1, 1, 1, 1]);
  });

  it("counts no invalid waveform, and keeps none", async () => {
    const parts = {
      isValid: (event: number, _: number, channel: number) => event > 0 || channel !== 2,
    };
    const found = await brightest(2, (event) => (event === 0 ? 30_000 : 900), parts);
    expect(eventsOf(found).slice(0, 2)).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ]);
  });

  it("comes with the samples and baselines of its channels, and its trigger class", async () => {
    const [first] = await brightest(2, (event, _, channel) => 1000 * (event + 1) + channel, {
      trigType: [0, 1],
    });
    expect(first).toMatchObject({ event: 1, triggerClass: "beam" });
    expect(Array.from(first!.baselineAdc16)).toEqual([0.5, 0.5]);
    expect(first!.samplesAdc16).toHaveLength(2 * 80);
    expect([first!.samplesAdc16[60], first!.samplesAdc16[140]]).toEqual([2002, 2003]);
  });

  it("is none where a file has no event with two channels over threshold", async () => {
    expect(await brightest(2, () => 0)).toEqual([]);
  });
});

describe("the event of the largest step", () => {
  const ofSteps = async (amplitude: Amplitudes) => {
    const file = memoryFile({
      ...{ eventCount: 1, sampleCount: 80, detector },
      sample: (event, adc, channel, i) => (i === 60 ? amplitude(event, adc, channel) : 0),
    });
    const { baselineAdc16 } = (await plainEngine(file, settings)).jumpEvent!;
    return [2, 3, 6, 7, 10, 11, 14, 15].filter((i) => !Number.isNaN(baselineAdc16[i]));
  };

  it("is kept with the EPCBs that have a step at least half as large", async () => {
    const steps: Amplitudes = (_, adc, channel) =>
      adc === 0 ? (channel === 2 ? 1000 : channel === 7 ? 500 : 0) : 499;
    expect(await ofSteps(steps)).toEqual([2, 3, 6, 7]);
  });

  it("is kept whole where all waveforms are constant", async () => {
    expect(await ofSteps(() => 0)).toHaveLength(8);
  });
});
