import { beforeAll, describe, expect, it } from "vitest";
import type { DetectorState } from "../../../src/flow/simulation/detector-state.js";
import type { ChannelAddress } from "../../../src/flow/simulation/faults.js";
import type { SimulationSpec } from "../../../src/flow/simulation/spec.js";
import { active2x2 } from "../../detectors.js";
import { simulated, type Waveforms } from "./simulated-waveforms.js";

const eventCount = 100;
const base: SimulationSpec = { eventCount, sampleCount: 600, seed: 5 };
const everyEvent = Array.from({ length: eventCount }, (_, event) => event);
const channelsOf = (adc: number): ChannelAddress[] => active2x2.map((channel) => [adc, channel]);
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
/** Light comes after a fifth of a waveform. */
const quiet = (w: Int16Array): Int16Array => w.subarray(0, 120);
const levels = (source: Waveforms, address: ChannelAddress): number[] =>
  everyEvent.map((event) => mean(quiet(source.of(event, address))));
const isConstant = (w: Int16Array): boolean => w.every((value) => value === w[0]);

let healthy: Waveforms;
beforeAll(async () => {
  healthy = await simulated(base);
});

describe("a gain", () => {
  it("multiplies the pulses of its channel, and leaves the others as they are", async () => {
    const weak = await simulated({
      ...base,
      faults: [{ kind: "gain", channels: [[1, 7]], factor: 0.4 }],
    });
    const pulses = everyEvent.flatMap((event) => {
      const [before, now] = [healthy.of(event, [1, 7]), weak.of(event, [1, 7])];
      const at = before.indexOf(before.reduce((a, b) => Math.max(a, b)));
      const baseline = mean(quiet(before));
      // Where the pulse is far above the noise and not cut off by the rail.
      return before[at]! - baseline > 2000 && before[at]! < 32000
        ? [(before[at]! - now[at]!) / (before[at]! - baseline)]
        : [];
    });
    expect(pulses.length).toBeGreaterThan(3);
    // The sample at the peak has noise of 30 counts at most, on 2000.
    for (const lost of pulses) expect(Math.abs(lost - 0.6)).toBeLessThan(0.6 * ((4 * 30) / 2000));
    for (const event of everyEvent) {
      expect(quiet(weak.of(event, [1, 7]))).toEqual(quiet(healthy.of(event, [1, 7])));
      expect(weak.of(event, [1, 8])).toEqual(healthy.of(event, [1, 8]));
    }
  });
});

describe("a dead share", () => {
  it("makes that fraction of the waveforms constant at the baseline, and no others", async () => {
    const channels = channelsOf(2);
    const dying = await simulated({
      ...base,
      faults: [{ kind: "dead-share", channels, share: 0.3 }],
    });
    let dead = 0;
    for (const address of channels)
      for (const event of everyEvent) {
        const [before, now] = [healthy.of(event, address), dying.of(event, address)];
        if (isConstant(now)) {
          dead++;
          expect(Math.abs(now[0]! - mean(levels(healthy, address)))).toBeLessThan(4);
        } else expect(now).toEqual(before);
      }
    const total = channels.length * eventCount;
    const error = Math.sqrt((0.3 * 0.7) / total);
    expect(Math.abs(dead / total - 0.3)).toBeLessThan(4 * error);
    for (const event of everyEvent)
      expect(dying.of(event, [3, 4])).toEqual(healthy.of(event, [3, 4]));
  });
});

describe("a state of the detector", () => {
  const byChannel = (values: Record<number, number>, otherwise: number): Float64Array =>
    Float64Array.from({ length: 512 }, (_, channelIndex) => values[channelIndex] ?? otherwise);

  it("shifts and scales the channels that it names, and no others", async () => {
    const state: DetectorState = {
      shiftAdc16: byChannel({ 4: 200 }, 0),
      noiseFactor: byChannel({ 5: 3 }, 1),
      gainFactor: byChannel({ 6: 0 }, 1),
    };
    const changed = await simulated({ ...base, state });
    for (const event of everyEvent) {
      const [before, now] = [healthy.of(event, [0, 4]), changed.of(event, [0, 4])];
      expect(quiet(now)).toEqual(quiet(before).map((value) => value + 200));
      expect(changed.of(event, [0, 8])).toEqual(healthy.of(event, [0, 8]));
      expect(quiet(changed.of(event, [0, 6]))).toEqual(quiet(healthy.of(event, [0, 6])));
    }
    const noise = (source: Waveforms, address: ChannelAddress): number =>
      Math.sqrt(
        mean(everyEvent.map((event) => deviation([...quiet(source.of(event, address))]) ** 2)),
      );
    expect(noise(changed, [0, 5]) / noise(healthy, [0, 5])).toBeCloseTo(3, 1);
    const highest = (source: Waveforms, address: ChannelAddress, event: number): number =>
      source.of(event, address).reduce((a, b) => Math.max(a, b));
    const dark = everyEvent.map(
      (event) => highest(changed, [0, 6], event) - mean(levels(healthy, [0, 6])),
    );
    expect(Math.max(...dark)).toBeLessThan(6 * 30);
  });

  it("clips its share of waveforms", async () => {
    const clippedShare = byChannel({ 7: 0.4 }, 0);
    const clipping = await simulated({ ...base, state: { clippedShare } });
    const isClipped = (event: number): boolean =>
      clipping.of(event, [0, 7]).some((value) => value >= 32760);
    const share = everyEvent.filter(isClipped).length / eventCount;
    // Light clips 1 % of the waveforms at most.
    expect(Math.abs(share - 0.4)).toBeLessThan(4 * Math.sqrt(0.24 / eventCount) + 0.01);
  });

  it("lets every baseline wander from event to event, independently", async () => {
    const wandering = await simulated({ ...base, state: { wanderAdc16: 50 } });
    const all = channelsOf(4).map((address) => {
      const before = levels(healthy, address);
      return levels(wandering, address).map((level, event) => level - before[event]!);
    });
    const steps = all.flat();
    // Rounding to multiples of 4 is left; √2n of a standard deviation.
    expect(Math.abs(deviation(steps) / 50 - 1)).toBeLessThan(4 / Math.sqrt(2 * steps.length));
    expect(Math.abs(mean(steps))).toBeLessThan((4 * 50) / Math.sqrt(steps.length));
    const product = mean(all[0]!.map((step, event) => step * all[1]![event]!));
    expect(Math.abs(product)).toBeLessThan((4 * 50 ** 2) / Math.sqrt(eventCount));
  });
});

describe("a run", () => {
  const reach = (source: Waveforms, address: ChannelAddress): number[] =>
    everyEvent.map((event) => {
      const w = source.of(event, address);
      return w.reduce((a, b) => Math.max(a, b)) - mean(quiet(w));
    });

  it.each(["led", "pedestal", "self", "beam"] as const)(
    "of %s has its triggers and light",
    async (runType) => {
      const source = await simulated({ ...base, conditions: { runType } });
      expect(source.isBeam.every((beam) => beam === (runType === "beam"))).toBe(true);
      for (const address of channelsOf(6)) {
        const reached = reach(source, address);
        if (runType === "pedestal") expect(Math.max(...reached)).toBeLessThan(6 * 30);
        else expect(Math.max(...reached)).toBeGreaterThan(500);
        if (runType !== "led") continue;
        // 3 % from event to event, and a little noise.
        expect(deviation(reached) / mean(reached)).toBeLessThan(
          0.03 * (1 + 4 / Math.sqrt(2 * eventCount)) + 0.01,
        );
      }
    },
  );
});
