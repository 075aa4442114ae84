/** The frequency domain: waveforms kept as raw counts, spectra made of them channel by channel. */
import type { DetectorGroups } from "../../detector/groups.js";
import { LightDqmError } from "../../errors.js";
import type { SpectrumPlan } from "../../numerics/fourier/power-spectrum.js";
import { keptProbabilities, quantilesInPlace } from "../../numerics/quantile.js";
import type { Spectra } from "../../quantities/kept/spectra.js";
import type { Pacer } from "../pacing.js";
import { darkBit } from "../shape-bits.js";

/** The valid waveforms of the spectrum events, by channel. Two bytes a sample, no more. */
export interface KeptWaveforms {
  sampleCount: number;
  groups: DetectorGroups;
  /** Waveform k of a channel at `k * sampleCount + sample`; null where nothing is valid. [channelIndex] */
  samplesAdc16: (Int16Array | null)[];
  /** Waveforms kept so far, by channel. */
  kept: Uint32Array;
  /** 1 where waveform k of a channel is dark; null where nothing is valid. [channelIndex] */
  isDark: (Uint8Array | null)[];
}

/**
 * Room for exactly the valid waveforms of some events.
 * @param valid 1 where a waveform is valid. [event][channelIndex]
 * @throws LightDqmError `compute` where memory does not suffice
 */
export function roomForWaveforms(
  valid: Uint8Array,
  spectrumEvents: readonly number[],
  groups: DetectorGroups,
  sampleCount: number,
): KeptWaveforms {
  const { active, indexCount } = groups;
  const room = new Uint32Array(indexCount);
  for (const event of spectrumEvents) {
    for (const channelIndex of active)
      if (valid[event * indexCount + channelIndex] === 1) room[channelIndex]!++;
  }
  try {
    const samplesAdc16 = Array.from(room, (count) =>
      count > 0 ? new Int16Array(count * sampleCount) : null,
    );
    const isDark = Array.from(room, (count) => (count > 0 ? new Uint8Array(count) : null));
    return { sampleCount, groups, samplesAdc16, kept: new Uint32Array(indexCount), isDark };
  } catch (cause) {
    const megabytes = (room.reduce((sum, count) => sum + count, 0) * sampleCount * 2) / 1e6;
    throw new LightDqmError(
      "compute",
      {
        what: "the waveforms of the spectra do not fit in memory",
        where: "powspecNevts",
        expected: "fewer events",
        got: `${spectrumEvents.length} events, ${Math.ceil(megabytes)} MB`,
      },
      { cause },
    );
  }
}

/**
 * Keeps the valid waveforms of one event.
 * @param bits of the event's waveforms; 0 where invalid. [channelIndex]
 * @param samples the event's waveforms at `channelIndex * sampleCount + sample`; copied
 */
export function keepEvent(waveforms: KeptWaveforms, bits: Uint8Array, samples: Int16Array): void {
  const { sampleCount, samplesAdc16, kept, isDark } = waveforms;
  for (const channelIndex of waveforms.groups.active) {
    if (bits[channelIndex] === 0) continue;
    const start = channelIndex * sampleCount;
    const place = kept[channelIndex]!++;
    samplesAdc16[channelIndex]!.set(
      samples.subarray(start, start + sampleCount),
      place * sampleCount,
    );
    isDark[channelIndex]![place] = (bits[channelIndex]! & darkBit) === 0 ? 0 : 1;
  }
}

/**
 * Quantiles of the power in each bin over the kept waveforms of each channel, and its median over the
 * dark ones. Releases the waveforms of a channel when it is done.
 * @param progress maps the fraction of the spectra that is done to that of all the work
 */
export async function spectraOf(
  waveforms: KeptWaveforms,
  spectrum: SpectrumPlan,
  pace: Pacer,
  progress: (share: number) => number,
): Promise<{ spectra: Omit<Spectra, "validCount">; darkP50: Float64Array }> {
  const { samplesAdc16, sampleCount, kept, isDark } = waveforms;
  const { binCount, scale, frequencyMHz } = spectrum;
  const indexCount = kept.length;
  const quantiles = keptProbabilities.map(() =>
    new Float32Array(indexCount * binCount).fill(Number.NaN),
  );
  const darkP50 = new Float64Array(indexCount * binCount).fill(Number.NaN);
  const all = kept.reduce((sum, count) => sum + count, 0);
  const most = kept.reduce((most, count) => Math.max(most, count), 0);
  const ofDark = new Float64Array(most);
  // [bin][waveform], for one channel at a time.
  const power = new Float64Array(binCount * most);

  let done = 0;
  for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
    const samples = samplesAdc16[channelIndex];
    const count = kept[channelIndex]!;
    if (!samples || count === 0) continue;
    for (let k = 0; k < count; k++) {
      spectrum.write(samples, k * sampleCount, power, k, count);
      if (pace.due()) await pace.rest(progress((done + k / 2) / all));
    }
    const dark = Uint32Array.from(isDark[channelIndex]!.keys()).filter(
      (k) => isDark[channelIndex]![k] === 1,
    );
    for (let bin = 0; bin < binCount; bin++) {
      dark.forEach((k, place) => {
        ofDark[place] = power[bin * count + k]!;
      });
      darkP50[channelIndex * binCount + bin] = quantilesInPlace(ofDark, 0, dark.length, [0.5])[0]!;
      const ofBin = quantilesInPlace(power, bin * count, count, keptProbabilities);
      ofBin.forEach((value, i) => {
        quantiles[i]![channelIndex * binCount + bin] = value;
      });
      if (pace.due()) await pace.rest(progress((done + (count * (1 + bin / binCount)) / 2) / all));
    }
    samplesAdc16[channelIndex] = null;
    done += count;
  }
  const [p16, p50, p84] = quantiles as [Float32Array, Float32Array, Float32Array];
  return { spectra: { scale, frequencyMHz, p16, p50, p84 }, darkP50 };
}
