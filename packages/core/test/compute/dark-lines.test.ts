import { describe, expect, it } from "vitest";
import { type DarkSpectra, darkLinesOf } from "../../src/compute/dark-lines.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { planSpectra, spectrumFrequenciesMHz } from "../../src/numerics/fourier/power-spectrum.js";
import { lineFrequenciesMHz } from "../../src/quantities/indexed-by/watched-lines.js";
import { gridDetector } from "../detectors.js";

/** Three ADCs of two channels; 1000 samples of 16 ns are bins of 62.5 kHz. */
const detector: DetectorProfile = gridDetector({
  adcCount: 3,
  adcsPerTpc: 1,
  channelCount: 2,
  activeChannels: [0, 1],
  channelsPerEpcb: 2,
  channelsPerTpc: 2,
});
const sampleCount = 1000;
const channelCount = 6;
const frequencyMHz = spectrumFrequenciesMHz(sampleCount, 16);
const binCount = frequencyMHz.length;
const spectrum = planSpectra("power", sampleCount, 16);

/** Spectra of all channels by a formula. */
function spectraBy(
  power: (channelIndex: number, mhz: number, bin: number) => number,
  count = 400,
): DarkSpectra {
  return {
    frequencyMHz,
    count: new Uint32Array(channelCount).fill(count),
    p50: Float64Array.from({ length: channelCount * binCount }, (_, i) =>
      power(Math.floor(i / binCount), frequencyMHz[i % binCount]!, i % binCount),
    ),
  };
}

/** Power of each bin of a sine of one amplitude, in ADC16 counts. */
function sinePowers(mhz: number, amplitudeAdc16: number): Float64Array {
  const samples = Int16Array.from({ length: sampleCount }, (_, i) =>
    Math.round(amplitudeAdc16 * Math.sin(2 * Math.PI * mhz * i * 0.016 + 0.3)),
  );
  const power = new Float64Array(binCount);
  spectrum.write(samples, 0, power, 0, 1);
  return power;
}

/** Expected power of white noise by bin. */
const noisePower = (sigmaAdc16: number): number =>
  (2 * sampleCount * (sigmaAdc16 / (8191 * 4)) ** 2) / (sampleCount / 2 + 1) ** 2;

describe("a line on white noise", () => {
  it("in a bin stands out by its power over that of the noise, there alone", () => {
    const [sine, noise] = [sinePowers(10, 8), noisePower(10)];
    const { watched, peaks } = darkLinesOf(
      spectraBy((i, _, bin) => noise + (i === 0 ? sine[bin]! : 0)),
      detector,
    );
    const expected = Math.log((noise + sine[160]!) / noise);
    // A² N / (4 σ²) over the noise, with A = 8 counts, σ = 10, N = 1000; rounding to counts adds a bit.
    expect(expected).toBeCloseTo(Math.log(1 + 160), 1);
    const line = lineFrequenciesMHz.indexOf(10);
    expect(watched[line]).toBeCloseTo(expected, 2);
    expect(watched[11 + line]).toBeCloseTo(0, 12);
    expect(peaks[0]).toHaveLength(1);
    expect(peaks[0]![0]).toMatchObject({ frequencyMHz: 10 });
    expect(peaks[0]![0]!.lnExcess).toBeCloseTo(expected, 2);
    expect(peaks[0]![0]!.lnOverOthers).toBeCloseTo(expected, 2);
    expect(peaks.slice(1).flat()).toEqual([]);
  });

  it.each([0.5, 2.5, 4.03, 7.77, 10.1, 14.97, 22.22, 30.2])(
    "at %f MHz, in a bin or between, is the highest peak, in one of the two bins beside it",
    (mhz) => {
      const [sine, noise] = [sinePowers(mhz, 8), noisePower(10)];
      const { peaks } = darkLinesOf(
        spectraBy((_, __, bin) => noise + sine[bin]!),
        detector,
      );
      for (const [highest] of peaks) {
        expect(Math.abs(highest!.frequencyMHz - mhz)).toBeLessThanOrEqual(0.0625 / 2 + 1e-9);
        // Between two bins 4/π² of the power is left, and side lobes add half of the noise to its own.
        expect(highest!.lnExcess).toBeGreaterThan(Math.log((0.4 * 160) / 1.6));
        expect(highest!.lnExcess).toBeLessThan(Math.log(161) + 0.1);
      }
    },
  );
});

describe("a spectrum without lines has no peaks and no excess", () => {
  it.each([
    ["that falls as 1/f²", (mhz: number) => 1 / (0.1 + mhz * mhz)],
    ["that rises", (mhz: number) => 1 + mhz ** 3],
    ["of white noise", () => 1],
  ])("%s: none at all", (_, power) => {
    const { watched, peaks } = darkLinesOf(
      spectraBy((_, mhz) => power(mhz)),
      detector,
    );
    for (const value of watched) expect(value).toBeCloseTo(0, 12);
    expect(peaks.flat()).toEqual([]);
  });

  it("with a hump of some MHz: less than a twentieth", () => {
    const { watched, peaks } = darkLinesOf(
      spectraBy((_, mhz) => 0.1 + Math.exp(-(((mhz - 10) / 3) ** 2))),
      detector,
    );
    for (const value of watched) expect(Math.abs(value)).toBeLessThan(0.05);
    expect(peaks.flat()).toEqual([]);
  });
});

describe("a line that channels share", () => {
  const power = (has: (channelIndex: number) => boolean) =>
    spectraBy((i, _, bin) => (bin === 240 && has(i) ? 8 : 1));

  it("in a whole ADC stands out from the other ADCs, though not from its sibling", () => {
    const { peaks } = darkLinesOf(
      power((i) => i < 2),
      detector,
    );
    for (const i of [0, 1]) {
      expect(peaks[i]).toHaveLength(1);
      expect(peaks[i]![0]!.frequencyMHz).toBeCloseTo(15, 12);
      expect(peaks[i]![0]!.lnExcess).toBeCloseTo(Math.log(8), 12);
      expect(peaks[i]![0]!.lnOverOthers).toBeCloseTo(Math.log(8), 12);
    }
  });

  it("in all ADCs stands out from none", () => {
    const { peaks } = darkLinesOf(
      power(() => true),
      detector,
    );
    for (const [peak] of peaks) {
      expect(peak!.lnExcess).toBeCloseTo(Math.log(8), 12);
      expect(peak!.lnOverOthers).toBeCloseTo(0, 12);
    }
  });

  it("in the only ADC that is dark: nothing to hold it against", () => {
    const spectra = power((i) => i < 2);
    spectra.count.fill(0, 2);
    spectra.p50.fill(Number.NaN, 2 * binCount);
    const { peaks, watched } = darkLinesOf(spectra, detector);
    expect(peaks[0]![0]!.lnExcess).toBeCloseTo(Math.log(8), 12);
    expect(peaks[0]![0]!.lnOverOthers).toBeNaN();
    expect(peaks[2]).toEqual([]);
    expect(watched.slice(22).every(Number.isNaN)).toBe(true);
  });
});

describe("peaks", () => {
  const step = (factor: number, count: number) =>
    darkLinesOf(
      spectraBy((_, __, bin) => (bin === 240 ? factor : 1), count),
      detector,
    ).peaks[0]!.length;

  it("are above four standard errors of a median, 1.44/√n", () => {
    const least = Math.exp(4 / Math.LN2 / Math.sqrt(25));
    expect([step(0.99 * least, 25), step(1.01 * least, 25)]).toEqual([0, 1]);
  });

  it("and above a factor of 1.5, however many waveforms are dark", () => {
    expect([step(1.49, 100_000), step(1.51, 100_000)]).toEqual([0, 1]);
  });

  it("are 16 at most, the strongest first", () => {
    const { peaks } = darkLinesOf(
      spectraBy((_, __, bin) => (bin >= 40 && bin % 20 === 0 && bin < 480 ? bin : 1)),
      detector,
    );
    const mhz = peaks[0]!.map(({ frequencyMHz }) => frequencyMHz / 0.0625);
    expect(mhz.map(Math.round)).toEqual(Array.from({ length: 16 }, (_, i) => 460 - 20 * i));
  });

  it("are unknown where there is no noise, or too few bins to tell", () => {
    const silent = darkLinesOf(
      spectraBy(() => 0),
      detector,
    );
    expect(silent.watched.every(Number.isNaN)).toBe(true);
    expect(silent.peaks.flat()).toEqual([]);
    const short = darkLinesOf(
      {
        frequencyMHz: Float64Array.of(0, 10, 20, 30),
        count: new Uint32Array(channelCount).fill(9),
        p50: new Float64Array(4 * channelCount).fill(1),
      },
      detector,
    );
    expect(short.watched.every(Number.isNaN)).toBe(true);
  });
});
