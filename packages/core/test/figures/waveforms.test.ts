import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ScatterTrace } from "../../src/figures/figure.js";
import { binExtremes } from "../../src/figures/forms/waveforms.js";
import { figureOf, type WaveformsPayload, waveformsPayload } from "../../src/figures/index.js";
import { voltsPerAdc16 } from "../../src/units.js";
import { indexOfChannel, syntheticSummary } from "./synthetic-summary.js";

const light = { theme: "light", marks: "plain" } as const;
const summary = syntheticSummary();
const payload = waveformsPayload(summary, { units: "ADC16" }) as WaveformsPayload;

describe("the waveforms of the event with the largest step", () => {
  test("are of one event, named with its trigger, and the step with place, size and time", () => {
    expect(payload.title).toContain("Event 9, beam trigger");
    // Sample 700 of 16 ns.
    expect(payload.answer).toBe(
      "Largest step: 60764 ADC16 counts between adjacent samples, in ADC 5, channel 20, at 11.2 µs.",
    );
  });

  test("fill a panel per EPCB with its six channels", () => {
    expect(payload.panels).toHaveLength(64);
    expect(payload.panels[5 * 8 + 2]).toMatchObject({
      adc: 5,
      epcb: 2,
      channels: [20, 21, 22, 23, 24, 25],
    });
  });

  test("sum beyond 16 bits, and print the peak of the sum", () => {
    const members = [20, 21, 22, 23, 24, 25];
    const { samplesAdc16 } = summary.jumpEvent!;
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < 1000; i++) {
      const sum = members.reduce(
        (s, c) => s + samplesAdc16[indexOfChannel(5, c) * 1000 + i]! + 28_000,
        0,
      );
      peak = Math.max(peak, sum);
    }
    expect(peak).toBeGreaterThan(32_767);
    expect(payload.panels[42]!.peakCounts).toBe(peak);
    expect(Math.max(...payload.panels[42]!.sum)).toBe(peak);
    const texts = figureOf(payload, light).layout.annotations.map(({ text }) => text);
    expect(texts).toContain(String(peak));
  });

  test("share both axes over all panels, with every value in range", () => {
    const { data, layout } = figureOf(payload, light);
    expect(layout.xaxis.range).toEqual([0, 16]);
    const [low, high] = layout.yaxis.range;
    for (let i = 2; i <= 64; i++) {
      expect(layout[`yaxis${i}`]!.range).toEqual([low, high]);
      expect(layout[`xaxis${i}`]!.range).toEqual([0, 16]);
    }
    for (const { x, y } of data) {
      expect(Math.max(...x)).toBeLessThanOrEqual(16);
      for (const value of y)
        if (value !== null) {
          expect(value).toBeGreaterThan(low);
          expect(value).toBeLessThan(high);
        }
    }
  });

  test("draw sums thick, channels thin, and the channel of the step separately", () => {
    const { data } = figureOf(payload, light);
    const named = (name: string) => data.filter((trace) => trace.name === name) as ScatterTrace[];
    expect(named("Sum of the EPCB")).toHaveLength(64);
    expect(named("Channels")).toHaveLength(64);
    const [jumped, ...others] = named("Channel with the largest step");
    expect(others).toEqual([]);
    expect(jumped!.xaxis).toBe("x43");
    const at = jumped!.x[jumped!.y.indexOf(60_764)]!;
    expect(Math.abs(at - 11.216)).toBeLessThanOrEqual((payload.samplesPerBin * 16) / 1000);
    expect(named("Sum of the EPCB")[0]!.line!.width).toBeGreaterThan(
      named("Channels")[0]!.line!.width,
    );
  });

  test("lift the pen between channels", () => {
    const { data } = figureOf(payload, light);
    const channels = data.find(({ name }) => name === "Channels")!;
    expect(channels.y.filter((value) => value === null)).toHaveLength(6);
  });

  test("are the same counts in volts, only scaled", () => {
    const volts = waveformsPayload(summary, { units: "V" }) as WaveformsPayload;
    expect(volts.panels).toEqual(payload.panels);
    expect(volts.unitPerCount).toBeCloseTo(voltsPerAdc16, 12);
    expect(volts.answer).toContain("1.855 V");
    const [low, high] = figureOf(volts, light).layout.yaxis.range;
    const [lowCounts, highCounts] = figureOf(payload, light).layout.yaxis.range;
    expect((high - low) / (highCounts - lowCounts)).toBeCloseTo(voltsPerAdc16, 9);
  });

  test("omit invalid channels, and say where no waveform of an EPCB is valid", () => {
    const thin = syntheticSummary();
    thin.jumpEvent!.baselineAdc16[indexOfChannel(5, 20)] = Number.NaN;
    for (let channel = 4; channel < 10; channel++)
      thin.jumpEvent!.baselineAdc16[indexOfChannel(0, channel)] = Number.NaN;
    const drawn = waveformsPayload(thin, { units: "ADC16" }) as WaveformsPayload;
    expect(drawn.panels[42]!.channels).toEqual([21, 22, 23, 24, 25]);
    expect(drawn.panels[0]).toMatchObject({ channels: [], peakCounts: null });
    const { data, layout } = figureOf(drawn, light);
    expect(data.some(({ xaxis }) => xaxis === "x")).toBe(false);
    expect(layout.annotations.some(({ text }) => text === "no valid waveform")).toBe(true);
  });

  test("are unavailable, with the reason, when no waveform of the analysed events is valid", () => {
    const none = syntheticSummary({ jumpEvent: null, largestJump: null });
    expect(waveformsPayload(none, { units: "ADC16" })).toMatchObject({
      kind: "unavailable",
      reason: "no valid waveform in the analysed events",
    });
  });
});

describe("merging samples into bins", () => {
  test("keeps the lowest and highest of every bin, in the order they came", () => {
    expect(binExtremes(Float64Array.of(1, 5, 2, 0, 9, -3, 7), 3)).toEqual([1, 5, 9, -3, 7, 7]);
  });

  test("keeps every sample where bins hold one", () => {
    expect(binExtremes(Float64Array.of(3, 1, 2), 1)).toEqual([3, 1, 2]);
  });

  test("never loses an extreme, and never invents a value", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -65_536, max: 65_536 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (samples, samplesPerBin) => {
          const points = binExtremes(Float64Array.from(samples), samplesPerBin);
          expect(Math.max(...points)).toBe(Math.max(...samples));
          expect(Math.min(...points)).toBe(Math.min(...samples));
          for (const point of points) expect(samples).toContain(point);
        },
      ),
    );
  });
});
