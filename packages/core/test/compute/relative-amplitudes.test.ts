import { describe, expect, it } from "vitest";
import { putRelativeAmplitudes } from "../../src/compute/relative-amplitudes.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { countIn } from "../../src/numerics/histogram.js";
import { type KeptQuantities, unknownQuantities } from "../../src/quantities/table.js";
import { gridDetector } from "../detectors.js";

/** Two ADCs of four channels, the first of which is inactive; one TPC of the six others. */
const detector = gridDetector({
  channelCount: 4,
  activeChannels: [1, 2, 3],
  channelsPerEpcb: 3,
});
const groups = detectorGroups(detector);
const scale = 50;

/** What is made of the active channels' amplitudes in each event; null where a waveform is invalid. */
function madeOf(
  events: readonly (readonly (number | null)[])[],
  thresholds: readonly [number, number] = [500, 500],
): KeptQuantities {
  const bits = new Uint8Array(events.length * groups.indexCount);
  const scaled = new Int32Array(bits.length).fill(999_999);
  events.forEach((amplitudes, position) => {
    amplitudes.forEach((amplitude, i) => {
      if (amplitude === null) return;
      const at = position * groups.indexCount + groups.active[i]!;
      bits[at] = 1;
      scaled[at] = scale * amplitude;
    });
  });
  const kept = unknownQuantities({
    ...{ detector, triggerClasses: ["all"], spectrumScale: "power", lineBinsMHz: [] },
  });
  const thresholdAdc16 = Array.from(groups.adcOf, (adc) => thresholds[adc as 0 | 1]);
  putRelativeAmplitudes({ scaled, scale, bits }, groups, thresholdAdc16, kept);
  return kept;
}

const [first, second, , fourth] = groups.active as [number, number, number, number];

describe("amplitudes relative to the TPC", () => {
  it("are those over the median of its valid channels, in lit events", () => {
    const { gain, litCount, light } = madeOf([
      [1000, 2000, 3000, 4000, 5000, 2000],
      [null, 800, 1000, 1200, 1600, 50],
      [10, 12, 9, 8, 40, 600],
    ]);
    // Medians 2500 and 1000; the third event is dark.
    expect(gain.p50[first]).toBeCloseTo(1000 / 2500, 14);
    expect(gain.p50[second]).toBeCloseTo(0.8, 14);
    expect(litCount[first]).toBe(1);
    expect(litCount[second]).toBe(2);
    expect(light[first]).toBe(2500);
    expect(light[second]).toBe(1750);
    expect(countIn(gain.histogram[second]!)).toBe(2);
  });

  it("count below a tenth as faint, whether over threshold or not", () => {
    const { faintCount, gain } = madeOf([
      [900, 10_000, 10_000, 10_000, 10_000, 10_000],
      [1001, 10_000, 10_000, 10_000, 10_000, 10_000],
      [60, 1000, 1000, 1000, 1000, 1000],
    ]);
    expect(faintCount[first]).toBe(2);
    expect(faintCount[second]).toBe(0);
    expect(gain.p50[first]).toBeCloseTo(0.09, 14);
  });

  it("do not change with the light", () => {
    const amplitudes = [700, 900, 1000, 1000, 1100, 1300];
    const dim = madeOf([amplitudes]);
    const bright = madeOf([amplitudes.map((amplitude) => 20 * amplitude)]);
    for (const name of ["p16", "p50", "p84"] as const)
      groups.active.forEach((i) => {
        expect(bright.gain[name][i]).toBeCloseTo(dim.gain[name][i]!, 14);
      });
    expect(bright.light[first]).toBe(20 * dim.light[first]!);
  });

  it("are unknown in a TPC that is never lit, at its threshold too", () => {
    const { gain, litCount, faintCount, light } = madeOf([[500, 500, 500, 500, 500, 500]]);
    expect(gain.p50.every(Number.isNaN)).toBe(true);
    expect(light.every(Number.isNaN)).toBe(true);
    expect(gain.histogram.every((histogram) => histogram === null)).toBe(true);
    expect([...litCount, ...faintCount].every((count) => count === 0)).toBe(true);
  });

  it("are told by each ADC's own threshold", () => {
    const { litCount } = madeOf([[800, 800, 800, 800, 800, 800]], [1000, 500]);
    expect(litCount[first]).toBe(0);
    expect(litCount[fourth]).toBe(1);
  });

  it("of a TPC without any valid waveform are unknown", () => {
    const { gain, litCount } = madeOf([new Array<null>(6).fill(null)]);
    expect(gain.p50.every(Number.isNaN)).toBe(true);
    expect(litCount.every((count) => count === 0)).toBe(true);
  });
});
