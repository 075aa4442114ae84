/** Power per frequency bin of one waveform of raw counts. */
import { LightDqmError } from "../../errors.js";
import { voltsPerAdc16 } from "../../units.js";
import { realFft } from "./real-fft.js";

/** `power` in V²; `density`: one-sided, in V²/Hz. */
export type SpectrumScale = "power" | "density";

/** The power spectrum of one waveform. */
export interface PowerSpectrum {
  /** Bin centres: k / (N · sample time), k = 0..⌊N/2⌋. */
  frequencyMHz: Float64Array;
  /** Power by bin: V² or V²/Hz, by the scale. */
  power: Float64Array;
}

/**
 * The power spectrum of one waveform of N samples, at exactly N points: nothing is padded, cut or
 * windowed. Any N will do: those with the prime factors 2, 3 and 5 (1000 = 2³·5³, 600, 540, 500) by a
 * transform of our own, those with a larger one (514 = 2·257) by Bluestein's algorithm on fft.js.
 * With f the sampling frequency and X = rfft(w in V):
 * - `power`: P[k] = 2·|X[k] / (⌊N/2⌋+1)|², in V², as in summaries;
 * - `density`: S[k] = c·|X[k]|² / (f·N), one-sided, in V²/Hz; c = 1 for DC and (even N) Nyquist, else 2,
 *   so that Σ S[k]·f/N = mean(w²) (Parseval).
 * @param samplesAdc16 raw counts, at least one; NaN among them makes every bin NaN
 * @param sampleNs time between samples: `detector.sampleNs`
 * @throws LightDqmError `bad-input` for no samples
 */
export function powerSpectrum(
  samplesAdc16: ArrayLike<number>,
  sampleNs: number,
  scale: SpectrumScale = "power",
): PowerSpectrum {
  const sampleCount = samplesAdc16.length;
  if (sampleCount === 0)
    throw new LightDqmError("bad-input", {
      what: "No spectrum of no samples",
      where: "powerSpectrum",
      expected: "at least one sample",
      got: "0",
    });
  const isSame =
    latest?.sampleCount === sampleCount && latest.sampleNs === sampleNs && latest.scale === scale;
  const plan = isSame ? latest! : planSpectra(scale, sampleCount, sampleNs);
  latest = plan;
  const power = new Float64Array(plan.binCount);
  plan.write(samplesAdc16, 0, power, 0, 1);
  return { frequencyMHz: plan.frequencyMHz.slice(), power };
}

/** Tables of the latest length: waveforms mostly have the same. */
let latest: SpectrumPlan | null = null;

/** Power spectra of waveforms of one length. Holds scratch: one waveform at a time. */
export interface SpectrumPlan {
  readonly scale: SpectrumScale;
  /** Samples of a waveform. */
  readonly sampleCount: number;
  /** Time between samples. */
  readonly sampleNs: number;
  /** ⌊N/2⌋+1. */
  readonly binCount: number;
  /** Bin centres: k / (N · sample time). */
  readonly frequencyMHz: Float64Array;
  /**
   * Writes the power of bin k to `into[first + k * stride]`.
   * @param samples the waveform lies at `samples[start … start + sampleCount − 1]`
   */
  write(
    samples: ArrayLike<number>,
    start: number,
    into: Float64Array,
    first: number,
    stride: number,
  ): void;
}

/** Plans spectra of N samples, exactly N points each: see `powerSpectrum`. */
export function planSpectra(
  scale: SpectrumScale,
  sampleCount: number,
  sampleNs: number,
): SpectrumPlan {
  const fft = realFft(sampleCount);
  const { binCount } = fft;
  const input = new Float64Array(sampleCount);
  const re = new Float64Array(binCount);
  const im = new Float64Array(binCount);
  const factor = spectrumFactors(scale, sampleCount, sampleNs);

  const write: SpectrumPlan["write"] = (samples, start, into, first, stride) => {
    // The offset of some −28000 counts is subtracted as an integer and added to the DC bin again:
    // its rounding does not leak into bins that are ten orders of magnitude smaller.
    const offset = samples[start]!;
    for (let n = 0; n < sampleCount; n++) input[n] = samples[start + n]! - offset;
    fft.transform(input, re, im);
    re[0] = re[0]! + offset * sampleCount;
    for (let k = 0, place = first; k < binCount; k++, place += stride)
      into[place] = factor[k]! * (re[k]! * re[k]! + im[k]! * im[k]!);
  };
  return {
    scale,
    sampleCount,
    sampleNs,
    binCount,
    frequencyMHz: spectrumFrequenciesMHz(sampleCount, sampleNs),
    write,
  };
}

/** Bin centres k·1000/(N·sampleNs) in MHz, k = 0..⌊N/2⌋. */
export function spectrumFrequenciesMHz(sampleCount: number, sampleNs: number): Float64Array {
  const binCount = Math.floor(sampleCount / 2) + 1;
  return Float64Array.from({ length: binCount }, (_, k) => (k * 1000) / (sampleCount * sampleNs));
}

/** What |rfft(w in ADC16)[k]|² is multiplied by, bin by bin. */
export function spectrumFactors(
  scale: SpectrumScale,
  sampleCount: number,
  sampleNs: number,
): Float64Array {
  const binCount = Math.floor(sampleCount / 2) + 1;
  const factors = new Float64Array(binCount);
  if (scale === "power") return factors.fill(2 * (voltsPerAdc16 / binCount) ** 2);
  const samplingHz = 1e9 / sampleNs;
  factors.fill((2 * voltsPerAdc16 ** 2) / (samplingHz * sampleCount));
  factors[0] = factors[0]! / 2;
  if (sampleCount % 2 === 0) factors[binCount - 1] = factors[binCount - 1]! / 2;
  return factors;
}
