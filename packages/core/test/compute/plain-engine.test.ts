import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/compute/plain-engine.js";
import { dune2x2 } from "../../src/detector.js";
import { isLightDqmError } from "../../src/errors.js";
import { denominators, flags, type NumbersSettings } from "../../src/summary.js";
import { memoryFile } from "./memory-file.js";

const settings: NumbersSettings = {
  maxEvts: 500,
  powspecNevts: 500,
  thresholdAdc16: new Array(8).fill(500),
  spectrumScale: "power",
};

const flatOf = (adc: number, channel: number): number => adc * 64 + channel;
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
      expect(isUnknown(numbers.baselineAdc16[name])).toBe(true);
      expect(isUnknown(numbers.noiseAdc16[name])).toBe(true);
      expect(isUnknown(numbers.spectra[name])).toBe(true);
    }
    expect(isUnknown(numbers.maxAmplitudeAdc16)).toBe(true);
    expect(isUnknown(numbers.minAmplitudeAdc16)).toBe(true);
    expect(numbers.baselineHistogram).toEqual(new Array(512).fill(null));
    expect(numbers.noiseHistogram).toEqual(new Array(512).fill(null));
    for (const flag of flags)
      for (const denominator of denominators)
        expect(isZero(numbers.fractions[flag].all![denominator].total)).toBe(true);
    expect(isZero(numbers.spectra.validCount)).toBe(true);
    expect(numbers.largestJump).toBeNull();
    expect(numbers.jumpEvent).toBeNull();
    expect(numbers.largestIntegralEvent).toBeNull();
  });

  it("makes everything of one event of zeros", async () => {
    const file = memoryFile({ eventCount: 1, sampleCount: 60, sample: () => 0 });
    const numbers = await plainEngine(file, settings);
    expect(numbers.eventCount).toEqual({ all: 1 });
    expect(numbers.statisticsClass).toBe("all");
    expect(numbers.selectedEvents).toEqual([0]);
    for (const name of ["p16", "p50", "p84"] as const) {
      expect(numbers.baselineAdc16[name][flatOf(0, 4)]).toBe(0);
      expect(numbers.noiseAdc16[name][flatOf(0, 4)]).toBe(0);
      expect(isZero(numbers.spectra[name].slice(4 * 31, 5 * 31))).toBe(true);
      expect(numbers.baselineAdc16[name][flatOf(0, 0)]).toBeNaN();
    }
    expect(numbers.largestJump).toEqual({ event: 0, adc: 0, channel: 4, sample: 0, sizeAdc16: 0 });
    expect(numbers.largestIntegralEvent).toBe(0);
    expect(numbers.fractions.clipped.all!.total.total[flatOf(7, 63)]).toBe(1);
  });

  it("has no numbers but empty ones for a file without events", async () => {
    const numbers = await plainEngine(
      memoryFile({ eventCount: 0, sampleCount: 60, sample: () => 0 }),
      settings,
    );
    expect(numbers.selectedEvents).toEqual([]);
    expect(numbers.eventCount).toEqual({ all: 0 });
    expect(isUnknown(numbers.baselineAdc16.p50)).toBe(true);
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
    expect(numbers.statisticsClass).toBe("self");
    expect(numbers.eventCount).toEqual({ beam: 2, self: 0, all: 3 });
    expect(isUnknown(numbers.baselineAdc16.p50)).toBe(true);
    expect(numbers.validCount.self![flatOf(0, 4)]).toBe(0);
    expect(numbers.validCount.all![flatOf(0, 4)]).toBe(3);
    expect(numbers.maxAmplitudeAdc16[flatOf(0, 4)]).toBe(0);
    expect(numbers.spectra.validCount[flatOf(0, 4)]).toBe(3);
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
    const { baselineAdc16, baselineHistogram } = await plainEngine(file, settings);
    const [four, five] = [flatOf(2, 4), flatOf(2, 5)];
    expect(baselineAdc16.p16[four]).toBeCloseTo(13.2, 12);
    expect(baselineAdc16.p50[four]).toBe(20);
    expect(baselineAdc16.p84[four]).toBeCloseTo(26.8, 12);
    expect(baselineAdc16.p50[five]).toBe(15);
    expect(baselineHistogram[five]).toEqual({
      firstBinAdc16: 10,
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
    const { fractions, largestJump } = await plainEngine(file, settings);
    const at = flatOf(4, 20);
    for (const flag of flags) {
      const { passed, total } = fractions[flag].all!.channel;
      expect([passed[at], total[at]]).toEqual([1, 1]);
      expect(passed.reduce((a, b) => a + b, 0)).toBe(1);
    }
    expect(largestJump).toEqual({ event: 0, adc: 4, channel: 20, sample: 60, sizeAdc16: 65532 });
  });
});

describe("the event for display", () => {
  it("is that of the largest jump over valid active waveforms, the first of a tie", async () => {
    const sample = (event: number, adc: number, channel: number, i: number): number => {
      if (i !== 70) return -28000;
      if (channel === 0 || (event === 0 && adc === 0)) return 32767; // inactive, invalid
      return event >= 1 && adc >= 3 && channel >= 9 ? 32764 : -28000; // a jump of 60764
    };
    const file = memoryFile({
      eventCount: 3,
      sampleCount: 80,
      trigType: [0, 1, 0],
      isValid: (event, adc) => !(event === 0 && adc === 0),
      sample,
    });
    const { largestJump, jumpEvent } = await plainEngine(file, settings);
    expect(largestJump).toEqual({ event: 1, adc: 3, channel: 9, sample: 69, sizeAdc16: 60764 });
    expect(jumpEvent).toMatchObject({ event: 1, triggerClass: "beam" });
    expect(jumpEvent!.samplesAdc16.length).toBe(512 * 80);
    expect(jumpEvent!.samplesAdc16[flatOf(3, 9) * 80 + 70]).toBe(32764);
    expect(jumpEvent!.baselineAdc16[flatOf(3, 9)]).toBe(-28000);
    expect(jumpEvent!.baselineAdc16[flatOf(3, 0)]).toBeNaN();
  });

  it("of the largest integral is the one whose valid waveforms sum highest over baseline", async () => {
    const file = memoryFile({
      eventCount: 3,
      sampleCount: 80,
      isValid: (event, adc) => !(event === 2 && adc === 0),
      // Event 0 has the highest baseline, event 2 the largest pulse in an invalid ADC.
      sample: (event, adc, _, i) =>
        event === 0 ? 20000 : i < 60 ? 0 : event === 1 ? 10 : adc === 0 ? 30000 : 1,
    });
    expect((await plainEngine(file, settings)).largestIntegralEvent).toBe(1);
  });

  it("of the largest integral can be one that sums below its baseline", async () => {
    const sample = (event: number, _a: number, _c: number, i: number) => (i < 60 ? 0 : -5 - event);
    const file = memoryFile({ eventCount: 2, sampleCount: 80, sample });
    expect((await plainEngine(file, settings)).largestIntegralEvent).toBe(0);
  });
});

describe("the plain engine at work", () => {
  const busy = () =>
    memoryFile({
      eventCount: 40,
      sampleCount: 600,
      trigType: Array.from({ length: 40 }, (_, event) => event % 2),
      sample: (event, adc, channel, i) => ((event * 7 + adc * 3 + channel + i * i) % 301) - 150,
    });

  it("reads each selected event once, in order, and takes the spectra from among them", async () => {
    const file = busy();
    const numbers = await plainEngine(file, { ...settings, maxEvts: 5, powspecNevts: 3 });
    expect(numbers.selectedEvents).toEqual([0, 9, 19, 29, 39]);
    expect(numbers.spectrumEvents).toEqual([0, 19, 39]);
    expect(file.reads).toEqual([0, 9, 19, 29, 39]);
    expect(numbers.spectra.validCount[flatOf(0, 4)]).toBe(3);
    expect(numbers.spectra.validCount[flatOf(0, 0)]).toBe(0);
  });

  it("reports ascending shares of the work, from 0 to 1", async () => {
    const shares: number[] = [];
    await plainEngine(busy(), settings, { onProgress: (share) => shares.push(share) });
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(3);
  });

  it("lets timers run and stops when one of them aborts it", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const file = busy();
    const error = await plainEngine(file, settings, { signal: controller.signal }).catch((e) => e);
    expect(isLightDqmError(error) && error.code).toBe("interrupted");
    expect(error.message).toContain("memory.FLOW.hdf5");
  });

  it("does not begin when it is aborted before", async () => {
    const file = busy();
    const signal = AbortSignal.abort();
    await expect(plainEngine(file, settings, { signal })).rejects.toMatchObject({
      code: "interrupted",
    });
    expect(file.reads).toEqual([]);
  });

  it("passes on an error of the reader", async () => {
    const file = busy();
    file.readEvent = () => {
      throw new Error("disk gone");
    };
    await expect(plainEngine(file, settings)).rejects.toThrow("disk gone");
  });

  it.each([[[]], [[500]], [[...new Array(7).fill(500), Number.NaN]]])(
    "refuses thresholds %j for eight ADCs",
    async (thresholdAdc16) => {
      await expect(plainEngine(busy(), { ...settings, thresholdAdc16 })).rejects.toMatchObject({
        code: "bad-config",
      });
    },
  );

  it("holds each ADC against its own threshold", async () => {
    const file = memoryFile({
      eventCount: 1,
      sampleCount: 80,
      sample: (_event, _adc, _channel, i) => (i === 70 ? 100 : 0),
    });
    const thresholdAdc16 = [500, 99, 100, 500, 500, 500, 500, 50];
    const { fractions } = await plainEngine(file, { ...settings, thresholdAdc16 });
    const { total } = fractions.clipped.all!.channel;
    expect(Array.from({ length: 8 }, (_, adc) => total[flatOf(adc, 4)])).toEqual([
      0, 1, 0, 0, 0, 0, 0, 1,
    ]);
  });

  it("works for another detector, with two small ADCs", async () => {
    const detector = {
      ...dune2x2,
      name: "bench",
      adcCount: 2,
      channelCount: 4,
      activeChannels: [1, 2, 3],
      channelsPerEpcb: 3,
      channelsPerTpc: 4,
    };
    const file = memoryFile({ eventCount: 2, sampleCount: 7, detector, sample: (e) => e });
    const numbers = await plainEngine(file, { ...settings, thresholdAdc16: [500, 500] });
    expect(numbers.baselineAdc16.p50).toEqual(
      Float64Array.of(Number.NaN, 0.5, 0.5, 0.5, Number.NaN, 0.5, 0.5, 0.5),
    );
    expect(numbers.spectra.frequencyMHz.length).toBe(4);
  });
});
