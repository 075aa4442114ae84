import { describe, expect, it } from "vitest";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { naiveDft } from "../numerics/fourier/naive-dft.js";
import { indexOfChannel, memoryFile, settings } from "./memory-file.js";

describe("the spectra of the plain engine", () => {
  const eventCount = 7;
  const sample = (event: number, adc: number, channel: number, i: number): number =>
    Math.round(-28000 + 900 * Math.sin((event + 1) * (adc + 2) * (channel + i * i)));
  const isValid = (event: number, _adc: number, channel: number) =>
    channel === 5 ? event === 3 : channel === 6 ? event !== 2 : true;

  it.each([
    ["power", 30],
    ["power", 33],
    ["density", 30],
    ["density", 33],
  ] as const)("are quantiles of %s over each channel's valid events (N = %i)", async (scale, n) => {
    const file = memoryFile({ eventCount, sampleCount: n, isValid, sample });
    const { spectra } = await plainEngine(file, { ...settings, spectrumScale: scale });
    const binCount = Math.floor(n / 2) + 1;
    expect(spectra.scale).toBe(scale);
    expect(spectra.frequencyMHz.length).toBe(binCount);
    for (const [adc, channel] of [
      [0, 4],
      [6, 5],
      [7, 6],
    ] as const) {
      const channelIndex = indexOfChannel(adc, channel);
      const waveforms = Array.from({ length: eventCount }, (_, event) => event)
        .filter((event) => isValid(event, adc, channel))
        .map((event) => Array.from({ length: n }, (_, i) => sample(event, adc, channel, i)));
      expect(spectra.validCount[channelIndex]).toBe(waveforms.length);
      const powers = waveforms.map((samples) => naivePower(samples, scale));
      for (let bin = 0; bin < binCount; bin++) {
        const sorted = powers.map((power) => power[bin]!).sort((a, b) => a - b);
        for (const [name, p] of [
          ["p16", 0.16],
          ["p50", 0.5],
          ["p84", 0.84],
        ] as const) {
          const position = p * (sorted.length - 1);
          const low = sorted[Math.floor(position)]!;
          const expected = low + (sorted[Math.ceil(position)]! - low) * (position % 1);
          const found = spectra[name][channelIndex * binCount + bin]!;
          expect(Math.abs(found / expected - 1)).toBeLessThan(1e-6);
        }
      }
    }
  });

  it("are the same bit for bit however many other events are looked at", async () => {
    const file = memoryFile({ eventCount, sampleCount: 30, isValid, sample });
    const few = await plainEngine(file, { ...settings, maxEvts: 2, powspecNevts: 500 });
    const many = await plainEngine(file, { ...settings, maxEvts: 500, powspecNevts: 2 });
    expect(few.spectrumEvents).toEqual([0, 6]);
    expect(many.spectra).toEqual(few.spectra);
  });
});

/** By the definitions of the power and of the density, term by term. */
function naivePower(samplesAdc16: readonly number[], scale: "power" | "density"): number[] {
  const n = samplesAdc16.length;
  const { re, im } = naiveDft(samplesAdc16.map((w) => w / (8191 * 4)));
  return re.map((value, k) => {
    const squared = value ** 2 + im[k]! ** 2;
    if (scale === "power") return (2 * squared) / re.length ** 2;
    const once = k === 0 || 2 * k === n;
    return ((once ? 1 : 2) * squared) / ((1e9 / 16) * n);
  });
}
