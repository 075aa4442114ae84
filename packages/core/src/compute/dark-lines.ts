/** Lines in the median spectra of dark waveforms. */
import { detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { middleOfSorted } from "../numerics/median.js";
import { medianInPlace } from "../numerics/quantile.js";
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
 * How far lines stand out from the smooth spectrum of their channel: the median of the powers up to 12
 * bins to each side, fewer towards the ends, so that what rises or falls throughout is its own smooth
 * spectrum. Nothing is said of the first and last three bins, nor where the smooth spectrum is 0.
 */
export function darkLinesOf(spectra: DarkSpectra, detector: DetectorProfile): DarkLines {
  const { p50, count, frequencyMHz } = spectra;
  const { active, indexCount } = detectorGroups(detector);
  const known = active.filter((channelIndex) => count[channelIndex]! > 0);
  const binCount = frequencyMHz.length;
  const ratioAt = (channelIndex: number, bin: number): number =>
    overSmooth(p50, channelIndex * binCount, binCount, bin);
  const medianOfOthers = othersByBin(ratioAt, known, detector);
  const watchedBins = lineFrequenciesMHz.map((line) => nearestBin(frequencyMHz, line));

  const lines = unknownLines(indexCount);
  lines.count.set(count);
  for (const channelIndex of known) {
    watchedBins.forEach((bin, line) => {
      lines.watched[channelIndex * watchedBins.length + line] = Math.log(
        ratioAt(channelIndex, bin),
      );
    });
    const sigmas = (peakSigmas * medianError) / Math.sqrt(count[channelIndex]!);
    const least = Math.max(leastPeak, Math.exp(sigmas));
    lines.peaks[channelIndex] = maximaOver(p50, channelIndex * binCount, binCount, least)
      .map((bin) => ({ bin, ratio: ratioAt(channelIndex, bin) }))
      .sort((a, b) => b.ratio - a.ratio)
      .slice(0, mostPeaks)
      .map(
        ({ bin, ratio }): LinePeak => ({
          frequencyMHz: frequencyMHz[bin]!,
          lnExcess: Math.log(ratio),
          lnOverOthers: Math.log(ratio / medianOfOthers(channelIndex, bin)),
        }),
      );
  }
  return lines;
}

/** Bins to each side of a bin that make its smooth spectrum: not the mean, nor half the noise at the end. */
function besideOf(bin: number, binCount: number): number {
  return Math.min(halfWidth, bin - 1, binCount - 2 - bin);
}

const window = new Float64Array(2 * halfWidth + 1);

/** Power over the smooth spectrum, of the spectrum that begins at `first`; NaN where unknown. */
function overSmooth(
  power: DarkSpectra["p50"],
  first: number,
  binCount: number,
  bin: number,
): number {
  const beside = besideOf(bin, binCount);
  if (beside < fewestBeside) return Number.NaN;
  const own = power[first + bin]!;
  for (let i = 0; i <= 2 * beside; i++) window[i] = power[first + bin - beside + i]!;
  const smooth = medianInPlace(window, 0, 2 * beside + 1);
  return smooth > 0 && own > 0 ? own / smooth : Number.NaN;
}

/** Bins of local maxima whose power is over the least ratio times the smooth spectrum. */
function maximaOver(
  power: DarkSpectra["p50"],
  first: number,
  binCount: number,
  leastRatio: number,
): number[] {
  const bins: number[] = [];
  for (let bin = 1 + fewestBeside; bin < binCount - 1 - fewestBeside; bin++) {
    const at = first + bin;
    const own = power[at]!;
    if (!(own > power[at - 1]! && own >= power[at + 1]!)) continue;
    const beside = besideOf(bin, binCount);
    // Where more than half of the powers are that large, their median is.
    let large = 0;
    for (let i = at - beside; i <= at + beside && large <= beside; i++)
      if (leastRatio * power[i]! >= own) large++;
    if (large <= beside && overSmooth(power, first, binCount, bin) > leastRatio) bins.push(bin);
  }
  return bins;
}

/** The median ratio at a bin over the channels of other ADCs than a channel's; NaN where there are none. */
function othersByBin(
  ratioAt: (channelIndex: number, bin: number) => number,
  known: readonly number[],
  detector: DetectorProfile,
): (channelIndex: number, bin: number) => number {
  const { adcOf } = detectorGroups(detector);
  /** By bin, ADC and ratio of the channels, sorted by the latter. */
  const sortedAt = new Map<number, { adc: number; ratio: number }[]>();
  const medianAt = new Map<string, number>();
  const sortedFor = (bin: number): { adc: number; ratio: number }[] => {
    const before = sortedAt.get(bin);
    if (before) return before;
    const sorted = known
      .map((channelIndex) => ({ adc: adcOf[channelIndex]!, ratio: ratioAt(channelIndex, bin) }))
      .filter(({ ratio }) => !Number.isNaN(ratio))
      .sort((a, b) => a.ratio - b.ratio);
    sortedAt.set(bin, sorted);
    return sorted;
  };
  return (channelIndex, bin) => {
    const adc = adcOf[channelIndex]!;
    const key = `${adc} ${bin}`;
    const before = medianAt.get(key);
    if (before !== undefined) return before;
    const others = sortedFor(bin).filter((each) => each.adc !== adc);
    const median = middleOfSorted(others.map(({ ratio }) => ratio));
    medianAt.set(key, median);
    return median;
  };
}
