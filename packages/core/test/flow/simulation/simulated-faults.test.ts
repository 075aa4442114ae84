import { beforeAll, describe, expect, it } from "vitest";
import { detectorGroups } from "../../../src/detector/groups.js";
import type { ChannelAddress, SimulatedFault } from "../../../src/flow/simulation/faults.js";
import { epcbChannels } from "../../../src/flow/simulation/simulate-run.js";
import type { SimulationSpec } from "../../../src/flow/simulation/spec.js";
import { active2x2, dune2x2 } from "../../detectors.js";
import { simulated, type Waveforms } from "./simulated-waveforms.js";

const sampleCount = 600;
const eventCount = 60;
/** Light comes after a fifth of a waveform: 24 periods of 12.5 MHz are quiet. */
const quietCount = 120;
const lineMHz = 12.5;

/** All channels of an ADC that carry a sensor. */
const channelsOf = (adc: number): ChannelAddress[] => active2x2.map((channel) => [adc, channel]);

const shifted: ChannelAddress[] = epcbChannels(dune2x2, 0, 0);
const noisy: ChannelAddress[] = epcbChannels(dune2x2, 0, 1);
const humming: ChannelAddress[] = epcbChannels(dune2x2, 0, 2);
const sharing: ChannelAddress[] = epcbChannels(dune2x2, 0, 3);
const sparking: ChannelAddress = [0, 63];
const clipping = channelsOf(2);
const undershooting = channelsOf(3);

const faults: SimulatedFault[] = [
  { kind: "baseline-shift", channels: shifted, shiftAdc16: 1400 },
  { kind: "noise-scale", channels: noisy, factor: 3 },
  { kind: "noise-line", channels: humming, frequencyMHz: lineMHz, amplitudeAdc16: 60 },
  { kind: "common-mode", channels: sharing, noiseAdc16: 40 },
  { kind: "spark", event: 7, channel: sparking },
  { kind: "dead", channels: [[1, 4]] },
  { kind: "stuck-high", channels: [[1, 5]] },
  { kind: "stuck-low", channels: [[1, 6]] },
  { kind: "clipped", channels: clipping, share: 0.3 },
  { kind: "negative", channels: undershooting, share: 0.6, depthAdc16: 1500 },
  { kind: "missing-adc", adc: 6 },
  { kind: "missing-adc", adc: 5 },
];

const base: SimulationSpec = { eventCount, sampleCount, seed: 5, beamShare: 0 };

const everyEvent = Array.from({ length: eventCount }, (_, event) => event);
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const quiet = (source: Waveforms, address: ChannelAddress): number[] =>
  everyEvent.flatMap((event) => [...source.of(event, address).subarray(0, quietCount)]);
function variance(values: number[]): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
}
function correlation(a: number[], b: number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((x, i) => (x - ma) * (b[i]! - mb))) / Math.sqrt(variance(a) * variance(b));
}
/** Cutting to multiples of 4 adds the variance of a uniform distribution of that width. */
const cuttingVariance = 16 / 12;
const quietTotal = quietCount * eventCount;

describe("in the waveforms of a simulated file", () => {
  let healthy: Waveforms;
  let faulty: Waveforms;
  beforeAll(async () => {
    healthy = await simulated(base);
    faulty = await simulated({ ...base, faults });
  });

  it("healthy channels have baselines around −28000 and noise of 8 to 30 counts", () => {
    for (const address of [...channelsOf(0), ...channelsOf(7)]) {
      const samples = quiet(healthy, address);
      expect(Math.abs(mean(samples) + 28000)).toBeLessThan(2.5 * 600 + 5 * 4);
      const noise = Math.sqrt(variance(samples) - cuttingVariance);
      expect(noise).toBeGreaterThan(8 * 0.95);
      expect(noise).toBeLessThan(30 * 1.05);
    }
  });

  it.each(shifted)("baseline-shift moves the mean by the shift (%i, %i)", (...address) => {
    const difference = mean(quiet(faulty, address)) - mean(quiet(healthy, address));
    const error = Math.sqrt((2 * variance(quiet(healthy, address))) / quietTotal);
    expect(Math.abs(difference - 1400)).toBeLessThan(5 * error);
  });

  it.each(noisy)("noise-scale multiplies the standard deviation (%i, %i)", (...address) => {
    const own = variance(quiet(faulty, address)) - cuttingVariance;
    const before = variance(quiet(healthy, address)) - cuttingVariance;
    expect(Math.abs(Math.sqrt(own / before) / 3 - 1)).toBeLessThan(5 / Math.sqrt(quietTotal));
  });

  it.each(humming)("noise-line has its amplitude at its frequency (%i, %i)", (...address) => {
    const projected = everyEvent.map((event) => {
      const samples = [...faulty.of(event, address).subarray(0, quietCount)];
      const project = (wave: (x: number) => number): number =>
        (2 / quietCount) *
        samples.reduce(
          (sum, value, i) =>
            sum + value * wave(2 * Math.PI * lineMHz * i * dune2x2.sampleNs * 1e-3),
          0,
        );
      return [project(Math.cos), project(Math.sin)] as const;
    });
    const noise = variance(quiet(healthy, address));
    const power = mean(projected.map(([c, s]) => c * c + s * s)) - (4 * noise) / quietCount;
    // An amplitude's error is √(2·variance/n); 30 counts at most, 60 events.
    expect(Math.abs(Math.sqrt(power) - 60)).toBeLessThan(3);
    const phases = projected.map(([c, s]) => Math.atan2(s, c));
    const order = Math.hypot(mean(phases.map(Math.cos)), mean(phases.map(Math.sin)));
    expect(order).toBeLessThan(4 / Math.sqrt(eventCount));
  });

  it("common-mode noise correlates its channels as its size says, and no others", () => {
    const shared = 40 ** 2;
    for (const [i, a] of sharing.entries()) {
      for (const b of sharing.slice(i + 1)) {
        const own = (address: ChannelAddress): number => variance(quiet(healthy, address));
        const expected = shared / Math.sqrt((shared + own(a)) * (shared + own(b)));
        const found = correlation(quiet(faulty, a), quiet(faulty, b));
        expect(Math.abs(found - expected)).toBeLessThan(0.04);
      }
      const other = correlation(quiet(faulty, a), quiet(faulty, [7, 4 + i]));
      expect(Math.abs(other)).toBeLessThan(0.1);
    }
  });

  /** Share of waveforms with a property. */
  function share(
    source: Waveforms,
    channels: ChannelAddress[],
    has: (w: Int16Array) => boolean,
  ): number {
    const flags = channels.flatMap((channel) =>
      everyEvent.map((event) => (has(source.of(event, channel)) ? 1 : 0)),
    );
    return mean(flags);
  }
  const binomialError = (p: number, channels: ChannelAddress[]): number =>
    Math.sqrt((p * (1 - p)) / (channels.length * eventCount));

  it("dark leaves a channel its baseline and noise, and all others as they are", async () => {
    const darkened = await simulated({ ...base, faults: [{ kind: "dark", channels: [[1, 7]] }] });
    const reach = (source: Waveforms, address: ChannelAddress): number =>
      Math.max(...everyEvent.flatMap((event) => [...source.of(event, address)])) -
      mean(quiet(source, address));
    const noise = Math.sqrt(variance(quiet(darkened, [1, 7])));
    expect(reach(darkened, [1, 7])).toBeLessThan(6 * noise);
    expect(reach(healthy, [1, 7])).toBeGreaterThan(1000);
    expect(quiet(darkened, [1, 7])).toEqual(quiet(healthy, [1, 7]));
    for (const event of everyEvent)
      expect(darkened.of(event, [1, 8])).toEqual(healthy.of(event, [1, 8]));
  });

  it("clipped gives its share of waveforms at the upper rail", () => {
    const isClipped = (w: Int16Array): boolean => w.some((value) => value >= 32760);
    const before = share(healthy, clipping, isClipped);
    expect(before).toBeLessThan(0.01);
    const difference = share(faulty, clipping, isClipped) - 0.3;
    expect(Math.abs(difference)).toBeLessThan(4 * binomialError(0.3, clipping) + before);
  });

  it("negative gives its share of undershoots, of its depth", () => {
    const depth = (w: Int16Array): number =>
      mean(w.subarray(0, 50)) - w.reduce((a, b) => Math.min(a, b));
    const isNegative = (w: Int16Array): boolean => depth(w) > 500;
    expect(share(healthy, undershooting, isNegative)).toBe(0);
    const difference = share(faulty, undershooting, isNegative) - 0.6;
    expect(Math.abs(difference)).toBeLessThan(4 * binomialError(0.6, undershooting));
    const depths = undershooting.flatMap((channel) =>
      everyEvent.map((event) => depth(faulty.of(event, channel))).filter((each) => each > 500),
    );
    // Noise of up to 30 counts makes the lowest sample lower, by less than six of it; the tail of
    // a bright pulse makes it higher.
    expect(Math.max(...depths)).toBeLessThan(1500 + 6 * 30);
    const middle = depths.sort((a, b) => a - b)[depths.length >> 1]!;
    expect(Math.abs(middle - 1500)).toBeLessThan(3 * 30);
  });

  it("dead is constant at the channel's own baseline; stuck is constant at a rail", () => {
    const values = (channel: number): number[] => [
      ...new Set(everyEvent.flatMap((event) => [...faulty.of(event, [1, channel])])),
    ];
    expect(values(4)).toHaveLength(1);
    expect(Math.abs(values(4)[0]! - mean(quiet(healthy, [1, 4])))).toBeLessThan(4);
    expect(values(5)).toEqual([32764]);
    expect(values(6)).toEqual([-32764]);
  });

  it("a spark is a jump up and back by more than 16 bits hold, in its event only", () => {
    const jump = (event: number): number => {
      const w = faulty.of(event, sparking);
      return w.subarray(1).reduce((most, value, i) => Math.max(most, Math.abs(value - w[i]!)), 0);
    };
    expect(everyEvent.filter((event) => jump(event) > 32767)).toEqual([7]);
    expect(faulty.of(7, sparking).filter((value) => value > 0)).toHaveLength(3);
  });

  it("missing ADCs are zero and invalid, and the others are not", () => {
    const { active, indexCount } = detectorGroups(dune2x2);
    for (const event of everyEvent) {
      for (const channelIndex of active) {
        const isMissing = channelIndex >= 5 * 64 && channelIndex < 7 * 64;
        expect(faulty.valid[event * indexCount + channelIndex]).toBe(isMissing ? 0 : 1);
      }
      for (const adc of [5, 6]) {
        for (const address of channelsOf(adc)) {
          expect(faulty.of(event, address).every((value) => value === 0)).toBe(true);
        }
      }
    }
  });

  it("untouched channels are the detector's own, with faults or without", () => {
    for (const address of channelsOf(7)) {
      const [planted, without] = [quiet(faulty, address), quiet(healthy, address)];
      const error = Math.sqrt((2 * variance(without)) / quietTotal);
      expect(Math.abs(mean(planted) - mean(without))).toBeLessThan(5 * error);
      expect(Math.abs(variance(planted) / variance(without) - 1)).toBeLessThan(
        5 * Math.sqrt(4 / quietTotal),
      );
    }
  });
});
