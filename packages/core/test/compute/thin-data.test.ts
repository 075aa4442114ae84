import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { denominators } from "../../src/quantities/indexed-by/denominator.js";
import { flags } from "../../src/quantities/table.js";
import { indexOfChannel, memoryFile, settings } from "./memory-file.js";

const isUnknown = (values: ArrayLike<number>): boolean => Array.from(values).every(Number.isNaN);
const isZero = (values: ArrayLike<number>): boolean => Array.from(values).every((n) => n === 0);

describe("the plain engine on files at the edge", () => {
  it("knows nothing, and says so, where every waveform is invalid", async () => {
    const file = memoryFile({
      eventCount: 3,
      sampleCount: 60,
      trigType: [0, 1, 0],
      isValid: () => false,
      sample: () => 32767,
    });
    const numbers = await plainEngine(file, settings);
    expect(numbers.eventCount).toEqual({ beam: 1, self: 2, all: 3 });
    for (const name of ["p16", "p50", "p84"] as const) {
      expect(isUnknown(numbers.baseline[name])).toBe(true);
      expect(isUnknown(numbers.noise[name])).toBe(true);
      expect(isUnknown(numbers.spectra[name])).toBe(true);
    }
    expect(isUnknown(numbers.maxAmplitude)).toBe(true);
    expect(isUnknown(numbers.minAmplitude)).toBe(true);
    expect(numbers.baseline.histogram).toEqual(new Array(512).fill(null));
    expect(numbers.noise.histogram).toEqual(new Array(512).fill(null));
    for (const flag of flags)
      for (const denominator of denominators)
        expect(isZero(numbers[flag].all![denominator].total)).toBe(true);
    expect(isZero(numbers.spectra.validCount)).toBe(true);
    expect(numbers.largestJump).toBeNull();
    expect(numbers.jumpEvent).toBeNull();
    expect(numbers.largestIntegralEvent).toBeNull();
  });

  it("makes everything of one event of zeros", async () => {
    const file = memoryFile({ eventCount: 1, sampleCount: 60, sample: () => 0 });
    const numbers = await plainEngine(file, settings);
    expect(numbers.eventCount).toEqual({ all: 1 });
    expect(numbers.baselineTriggerClass).toBe("all");
    expect(numbers.selectedEvents).toEqual([0]);
    for (const name of ["p16", "p50", "p84"] as const) {
      expect(numbers.baseline[name][indexOfChannel(0, 4)]).toBe(0);
      expect(numbers.noise[name][indexOfChannel(0, 4)]).toBe(0);
      expect(isZero(numbers.spectra[name].slice(4 * 31, 5 * 31))).toBe(true);
      expect(numbers.baseline[name][indexOfChannel(0, 0)]).toBeNaN();
    }
    expect(numbers.largestJump).toEqual({ event: 0, adc: 0, channel: 4, sample: 0, sizeAdc16: 0 });
    expect(numbers.largestIntegralEvent).toBe(0);
    expect(numbers.clipped.all!.total.total[indexOfChannel(7, 63)]).toBe(1);
  });

  it("has no numbers but empty ones for a file without events", async () => {
    const numbers = await plainEngine(
      memoryFile({ eventCount: 0, sampleCount: 60, sample: () => 0 }),
      settings,
    );
    expect(numbers.selectedEvents).toEqual([]);
    expect(numbers.eventCount).toEqual({ all: 0 });
    expect(isUnknown(numbers.baseline.p50)).toBe(true);
    expect(numbers.largestIntegralEvent).toBeNull();
  });

  it("takes baseline and noise from self triggers, never from beam in their place", async () => {
    const file = memoryFile({
      eventCount: 3,
      sampleCount: 60,
      trigType: [1, 1, 5],
      sample: () => -28000,
    });
    const numbers = await plainEngine(file, settings);
    expect(numbers.baselineTriggerClass).toBe("self");
    expect(numbers.eventCount).toEqual({ beam: 2, self: 0, all: 3 });
    expect(isUnknown(numbers.baseline.p50)).toBe(true);
    expect(numbers.validCount.self![indexOfChannel(0, 4)]).toBe(0);
    expect(numbers.validCount.all![indexOfChannel(0, 4)]).toBe(3);
    expect(numbers.maxAmplitude[indexOfChannel(0, 4)]).toBe(0);
    expect(numbers.spectra.validCount[indexOfChannel(0, 4)]).toBe(3);
  });

  it("takes quantiles over the valid self triggers of each channel", async () => {
    // Self-trigger baselines 10, 20, 30, of which channel 5 misses the last; beam is far away.
    const file = memoryFile({
      eventCount: 4,
      sampleCount: 60,
      trigType: [0, 1, 0, 0],
      isValid: (event, _, channel) => !(event === 3 && channel === 5),
      sample: (event) => [10, 9999, 20, 30][event]!,
    });
    const { baseline } = await plainEngine(file, settings);
    const [four, five] = [indexOfChannel(2, 4), indexOfChannel(2, 5)];
    expect(baseline.p16[four]).toBeCloseTo(13.2, 12);
    expect(baseline.p50[four]).toBe(20);
    expect(baseline.p84[four]).toBeCloseTo(26.8, 12);
    expect(baseline.p50[five]).toBe(15);
    expect(baseline.histogram[five]).toEqual({
      firstBin: 10,
      counts: Uint32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    });
  });

  it("keeps a wave clipped at both rails apart from the waveforms beside it", async () => {
    const file = memoryFile({
      eventCount: 1,
      sampleCount: 100,
      sample: (_event, adc, channel, i) =>
        adc === 4 && channel === 20 && i >= 60 ? (i % 2 ? 32764 : -32768) : -28000,
    });
    const numbers = await plainEngine(file, settings);
    const at = indexOfChannel(4, 20);
    for (const flag of flags) {
      const { passed, total } = numbers[flag].all!.channel;
      expect([passed[at], total[at]]).toEqual([1, 1]);
      expect(passed.reduce((a, b) => a + b, 0)).toBe(1);
    }
    expect(numbers.largestJump).toEqual({
      event: 0,
      adc: 4,
      channel: 20,
      sample: 60,
      sizeAdc16: 65532,
    });
  });
});
