import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { isLightDqmError } from "../../src/errors.js";
import { gridDetector } from "../detectors.js";
import { indexOfChannel, memoryFile, settings } from "./memory-file.js";

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
    expect(jumpEvent!.samplesAdc16[indexOfChannel(3, 9) * 80 + 70]).toBe(32764);
    expect(jumpEvent!.baselineAdc16[indexOfChannel(3, 9)]).toBe(-28000);
    expect(jumpEvent!.baselineAdc16[indexOfChannel(3, 0)]).toBeNaN();
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

  it("reads each selected event once, in order, then those whose waveforms are kept again", async () => {
    const file = busy();
    const numbers = await plainEngine(file, { ...settings, maxEvts: 5, powspecNevts: 3 });
    expect(numbers.selectedEvents).toEqual([0, 9, 19, 29, 39]);
    expect(numbers.spectrumEvents).toEqual([0, 19, 39]);
    const kept = [numbers.largestJump!, ...numbers.brightestEvents!].map(({ event }) => event);
    const again = [...new Set(kept)].sort((a, b) => a - b);
    expect(file.reads).toEqual([0, 9, 19, 29, 39, ...again]);
    expect(numbers.spectra.validCount[indexOfChannel(0, 4)]).toBe(3);
    expect(numbers.spectra.validCount[indexOfChannel(0, 0)]).toBe(0);
  });

  it("reports ascending shares of the work, from 0 to 1", async () => {
    const shares: number[] = [];
    await plainEngine(busy(), settings, { onProgress: (share) => shares.push(share) });
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it("lets timers run and stops when one of them aborts it", async () => {
    const controller = new AbortController();
    const file = busy();
    const { readEvent } = file;
    file.readEvent = (event, into) => {
      setTimeout(() => controller.abort(), 0);
      readEvent(event, into);
    };
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
    const { clipped } = await plainEngine(file, { ...settings, thresholdAdc16 });
    const { total } = clipped.all!.channel;
    expect(Array.from({ length: 8 }, (_, adc) => total[indexOfChannel(adc, 4)])).toEqual([
      0, 1, 0, 0, 0, 0, 0, 1,
    ]);
  });

  it("works for another detector, with two small ADCs", async () => {
    const detector = gridDetector({
      channelCount: 4,
      activeChannels: [1, 2, 3],
      channelsPerEpcb: 3,
    });
    const file = memoryFile({ eventCount: 2, sampleCount: 7, detector, sample: (e) => e });
    const numbers = await plainEngine(file, { ...settings, thresholdAdc16: [500, 500] });
    expect(numbers.baseline.p50).toEqual(
      Float64Array.of(Number.NaN, 0.5, 0.5, 0.5, Number.NaN, 0.5, 0.5, 0.5),
    );
    expect(numbers.spectra.frequencyMHz.length).toBe(4);
  });
});
