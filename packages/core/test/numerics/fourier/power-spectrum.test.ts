import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpectrumScale } from "../../../src/numerics/fourier/power-spectrum.js";
import {
  planSpectra,
  powerSpectrum,
  spectrumFrequenciesMHz,
} from "../../../src/numerics/fourier/power-spectrum.js";

function powersOf(scale: SpectrumScale, samples: ArrayLike<number>, sampleNs = 16): Float64Array {
  const spectrum = planSpectra(scale, samples.length, sampleNs);
  const into = new Float64Array(spectrum.binCount);
  spectrum.write(samples, 0, into, 0, 1);
  return into;
}

const volts = (countsAdc16: number): number => countsAdc16 / (8191 * 4);

/** Counts of a cosine of whole periods on a pedestal; rounded as a converter does. */
const cosine = (size: number, bin: number, amplitude: number, pedestal: number): number[] =>
  Array.from({ length: size }, (_, n) =>
    Math.round(pedestal + amplitude * Math.cos((2 * Math.PI * bin * n) / size)),
  );

describe("the power spectrum", () => {
  it("has bins of 62.5 kHz up to 31.25 MHz for 1000 samples of 16 ns", () => {
    const frequency = spectrumFrequenciesMHz(1000, 16);
    expect(frequency.length).toBe(501);
    expect([frequency[0], frequency[1], frequency[500]]).toEqual([0, 0.0625, 31.25]);
    expect(spectrumFrequenciesMHz(5, 10)).toEqual(Float64Array.of(0, 20, 40));
  });

  it("gives a constant 2·(V·N/(⌊N/2⌋+1))² at DC and exactly nothing elsewhere", () => {
    const power = powersOf("power", new Array(1000).fill(-28000));
    expect(power[0]).toBeCloseTo(2 * ((volts(28000) * 1000) / 501) ** 2, 12);
    expect(power.slice(1)).toEqual(new Float64Array(500));
  });

  it("gives a cosine of amplitude a 2·(a·N/2/(⌊N/2⌋+1))² in its bin, whatever the pedestal", () => {
    // Period of 4 samples: counts are whole, so nothing is rounded.
    for (const pedestal of [0, -28000]) {
      const power = powersOf("power", cosine(1000, 250, 4000, pedestal));
      const expected = 2 * ((volts(4000) * 500) / 501) ** 2;
      expect(power[250]! / expected).toBeCloseTo(1, 12);
      power.forEach((value, k) => {
        if (k !== 0 && k !== 250) expect(value).toBeLessThan(1e-24);
      });
    }
  });

  it("writes every stride-th place, from the waveform at its start", () => {
    const spectrum = planSpectra("power", 4, 16);
    const into = new Float64Array(6).fill(-1);
    spectrum.write(Int16Array.of(9, 9, 1, 1, 1, 1), 2, into, 1, 2);
    expect(into[1]).toBeCloseTo(2 * (volts(4) / 3) ** 2, 15);
    expect([into[0], into[2], into[3], into[4], into[5]]).toEqual([-1, -1, 0, -1, 0]);
  });
});

describe("the power spectrum of one waveform", () => {
  // v = (n * n * 37 % 101 - 28000) / (8191 * 4)
  // 2 * np.abs(np.fft.rfft(v) / (N // 2 + 1)) ** 2, NumPy 2.4.6: bins 0, 1, 2, 3 and N // 2
  it.each([
    [
      1000, 5.798619524798676, 7.152395009625449e-13, 1.0743847074168558e-12,
      1.7432680599073336e-12, 1.6701028894839341e-12,
    ],
    [
      998, 5.798576885224472, 2.6228889174529234e-12, 3.2808625774617554e-12,
      4.5097479485645806e-12, 2.506987332921027e-11,
    ],
    [
      514, 5.77684912619842, 1.4445518544857564e-10, 1.2716837056235371e-10, 8.487748519420083e-11,
      1.0104246931190739e-11,
    ],
    [
      7, 4.462537093016429, 8.76337574096703e-7, 2.773622859841454e-7, 7.648273441825275e-7,
      7.648273441825275e-7,
    ],
  ])("is NumPy's for %d samples, whatever their prime factors", (size, ...expected) => {
    const samples = Array.from({ length: size }, (_, n) => ((n * n * 37) % 101) - 28000);
    const { power, frequencyMHz } = powerSpectrum(samples, 16);
    const last = Math.floor(size / 2);
    // NumPy's own offset of 28000 counts leaves some 1e-15 of it in each bin.
    [0, 1, 2, 3, last].forEach((bin, i) => {
      expect(Math.abs(power[bin]! / expected[i]! - 1)).toBeLessThan(2e-7);
    });
    expect([power.length, frequencyMHz.length]).toEqual([last + 1, last + 1]);
    expect(frequencyMHz[1]).toBeCloseTo(1000 / (size * 16), 12);
  });

  it("does not remember the waveform before, nor its length, time and scale", () => {
    const samples = Array.from({ length: 8 }, (_, n) => (n * n * 37) % 101);
    const first = powerSpectrum(samples, 16);
    powerSpectrum([...samples].reverse(), 16);
    powerSpectrum([1, 2], 10, "density");
    expect(powerSpectrum(samples, 16)).toEqual(first);
    expect(powerSpectrum(samples, 32).frequencyMHz[4]).toBe(15.625);
    expect(powerSpectrum(samples, 16, "density").power).toEqual(powersOf("density", samples));
  });

  it("is of one sample its square at DC, and refuses none", () => {
    expect(powerSpectrum([5], 16).power[0]).toBeCloseTo(2 * volts(5) ** 2, 20);
    expect(() => powerSpectrum([], 16)).toThrow("expected at least one sample, got 0");
  });

  it("is unknown in every bin for a waveform that is unknown in a sample", () => {
    expect(powerSpectrum([1, Number.NaN, 2, 3], 16).power).toEqual(
      Float64Array.of(Number.NaN, Number.NaN, Number.NaN),
    );
  });
});

describe("the one-sided density", () => {
  it.each([
    [1000, 16],
    [999, 16],
    [600, 10],
    [7, 16],
    [2, 16],
    [1, 16],
  ])("integrates to the mean square of the volts (N = %i, %i ns)", (size, sampleNs) => {
    const binHz = 1e9 / (size * sampleNs);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: size, maxLength: size }),
        (samples) => {
          const integral = powersOf("density", samples, sampleNs).reduce((a, b) => a + b, 0);
          const meanSquare = samples.reduce((sum, w) => sum + volts(w) ** 2, 0) / size;
          expect(Math.abs(integral * binHz - meanSquare)).toBeLessThanOrEqual(1e-11 * meanSquare);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("does not depend on the number of samples for a line, once its bin width is counted", () => {
    for (const size of [400, 1000]) {
      const density = powersOf("density", cosine(size, size / 4, 4000, -28000));
      const binHz = 1e9 / (size * 16);
      expect((density[size / 4]! * binHz) / (volts(4000) ** 2 / 2)).toBeCloseTo(1, 11);
    }
  });

  it("counts DC and Nyquist once and every other bin twice against the power", () => {
    const samples = Array.from({ length: 8 }, (_, n) => (n * n * 37) % 101);
    const power = powersOf("power", samples);
    const density = powersOf("density", samples);
    const ratio = Array.from(density, (value, k) => value / power[k]!);
    expect(ratio[0]! / ratio[1]!).toBeCloseTo(0.5, 12);
    expect(ratio[4]! / ratio[1]!).toBeCloseTo(0.5, 12);
    expect(ratio[2]! / ratio[1]!).toBeCloseTo(1, 12);
  });
});
