/** Lines in the median spectra of dark waveforms. */
import { detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { middleOfSorted } from "../numerics/median.js";
import { runningMedian } from "../numerics/running-median.js";
import { lineFrequenciesMHz, nearestBin } from "../quantities/indexed-by/watched-lines.js";
import { type DarkLines, type LinePeak, unknownLines } from "../quantities/kept/lines.js";

/** The median powers of dark waveforms. */
export interface DarkSpectra {
  /** At `channelIndex * frequencyMHz.length + bin`; NaN where no waveform is dark. */
  p50: Float32Array | Float64Array;
  /** Dark waveforms that entered. [channelIndex] */
  count: Uint32Array;
  /** Bin centres, ascending from 0. */
  frequencyMHz: Float64Array;
}

/** The smooth spectrum is the median of so many bins to each side: lines are narrower, colours wider. */
const halfWidth = 12;

/** With fewer bins to each side a line would be its own background: nothing is known there. */
const fewestBeside = 2;

/** Relative standard error of the median of n powers of noise, times √n. */
const medianError = 1 / Math.LN2;

/** Peaks stand out by so many standard errors, and by this factor at least. */
const peakSigmas = 4;
const leastPeak = 1.5;

const mostPeaks = 16;

/**
 * How far lines stand out from the smooth spectrum of their channel, which is the running median of
 * its powers. Nothing is said of the first and last three bins, nor where the smooth spectrum is 0.
 */
export function darkLinesOf(spectra: DarkSpectra, detector: DetectorProfile): DarkLines {
  const { count, frequencyMHz } = spectra;
  const { active, indexCount } = detectorGroups(detector);
  const known = active.filter((channelIndex) => count[channelIndex]! > 0);
  const ratio = powerRatios(spectra, known);
  const binCount = frequencyMHz.length;
  const medianOfOthers = othersByBin(ratio, known, binCount, detector);
  const watchedBins = lineFrequenciesMHz.map((line) => nearestBin(frequencyMHz, line));

  const lines = unknownLines(indexCount);
  lines.count.set(count);
  for (const channelIndex of known) {
    const own = ratio.subarray(channelIndex * binCount, (channelIndex + 1) * binCount);
    const power = spectra.p50.subarray(channelIndex * binCount, (channelIndex + 1) * binCount);
    lines.watched.set(
      watchedBins.map((bin) => Math.log(own[bin]!)),
      channelIndex * watchedBins.length,
    );
    const sigmas = (peakSigmas * medianError) / Math.sqrt(count[channelIndex]!);
    lines.peaks[channelIndex] = maximaOver(power, own, Math.max(leastPeak, Math.exp(sigmas)))
      .slice(0, mostPeaks)
      .map((bin): LinePeak => {
        const lnExcess = Math.log(own[bin]!);
        const lnOverOthers = lnExcess - Math.log(medianOfOthers(channelIndex, bin));
        return { frequencyMHz: frequencyMHz[bin]!, lnExcess, lnOverOthers };
      });
  }
  return lines;
}

/** Powers over those of the channel's smooth spectrum; NaN where unknown. [channelIndex * bins + bin] */
function powerRatios({ p50, frequencyMHz }: DarkSpectra, known: readonly number[]): Float64Array {
  const binCount = frequencyMHz.length;
  const ratio = new Float64Array(p50.length).fill(Number.NaN);
  // The first bin holds the mean, the last one of an even number of samples half the noise.
  const innerCount = Math.max(0, binCount - 2);
  const [inner, smooth] = [new Float64Array(innerCount), new Float64Array(innerCount)];
  for (const channelIndex of known) {
    const first = channelIndex * binCount + 1;
    inner.set(p50.subarray(first, first + innerCount));
    runningMedian(inner, halfWidth, smooth);
    for (let i = fewestBeside; i < innerCount - fewestBeside; i++)
      if (inner[i]! > 0 && smooth[i]! > 0) ratio[first + i] = inner[i]! / smooth[i]!;
  }
  return ratio;
}

/** Bins of local maxima of the power whose ratio is above the least one, the largest ratio first. */
function maximaOver(
  power: Float32Array | Float64Array,
  ratio: Float64Array,
  leastRatio: number,
): number[] {
  const bins: number[] = [];
  for (let bin = 1; bin < ratio.length - 1; bin++)
    if (ratio[bin]! > leastRatio && power[bin]! > power[bin - 1]! && power[bin]! >= power[bin + 1]!)
      bins.push(bin);
  return bins.sort((a, b) => ratio[b]! - ratio[a]!);
}

/** The median ratio at a bin over the channels of other ADCs than a channel's; NaN where there are none. */
function othersByBin(
  ratio: Float64Array,
  known: readonly number[],
  binCount: number,
  detector: DetectorProfile,
): (channelIndex: number, bin: number) => number {
  const { adcOf } = detectorGroups(detector);
  const sortedAt = new Map<number, number[]>();
  const medianAt = new Map<number, number>();
  return (channelIndex, bin) => {
    const adc = adcOf[channelIndex]!;
    const key = adc * binCount + bin;
    const before = medianAt.get(key);
    if (before !== undefined) return before;
    const at = (each: number): number => ratio[each * binCount + bin]!;
    const sorted =
      sortedAt.get(bin) ??
      known.filter((each) => !Number.isNaN(at(each))).sort((a, b) => at(a) - at(b));
    sortedAt.set(bin, sorted);
    const median = middleOfSorted(sorted.filter((each) => adcOf[each] !== adc).map(at));
    medianAt.set(key, median);
    return median;
  };
}
