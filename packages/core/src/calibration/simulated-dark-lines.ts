/** Lines in the dark spectra of simulated summaries: noise is white but for the planted sines. */
import type { DetectorGroups } from "../detector/groups.js";
import type { ChannelFaults } from "../flow/simulation/faults.js";
import type { Random } from "../flow/simulation/random.js";
import { medianOf } from "../numerics/median.js";
import { lineFrequenciesMHz } from "../quantities/indexed-by/watched-lines.js";
import { type DarkLines, type LinePeak, unknownLines } from "../quantities/kept/lines.js";
import type { SimulatedChannel } from "./simulated-channels.js";
import { sampleCount } from "./simulated-layout.js";
import { medianOfNoise, medianWithSine, normalOfMedian } from "./simulated-medians.js";

/** What the dark spectra of a file are drawn with. */
export interface DarkSpectra {
  groups: DetectorGroups;
  sampleNs: number;
  channels: readonly SimulatedChannel[];
  faults: readonly ChannelFaults[];
  /** Dark waveforms that are not constant. [channelIndex] */
  darkCount: Uint32Array;
  /** Standard deviation of ln power at the watched lines from file to file. */
  lineLn: number;
}

const lineCount = lineFrequenciesMHz.length;
/** The last bin whose neighbours on both sides hold all the noise. */
const lastBin = sampleCount / 2 - 1;
/** Bins next to the ends in which nothing is told. */
const endBins = 2;
/** The smooth spectrum is a median over so many bins to each side. */
const smoothBins = 12;
const toldBins = lastBin - 2 * endBins;
const mostPeaks = 16;
/** A sine that adds less than this of the noise to a bin is left out. */
const leastShare = 0.05;

/** Draws the lines of a file. */
export function darkLinesOf(random: Random, spectra: DarkSpectra): DarkLines {
  const { groups, sampleNs, channels, faults, darkCount, lineLn } = spectra;
  const binMHz = 1000 / (sampleNs * sampleCount);
  const binOf = (frequencyMHz: number): number => Math.round(frequencyMHz / binMHz);
  const watchedBins = lineFrequenciesMHz.map(binOf);
  const lines = unknownLines(groups.indexCount);
  const planted = plantedExcesses(groups, darkCount);
  for (const i of groups.active) {
    const count = darkCount[i]!;
    if (count === 0) continue;
    lines.count[i] = count;
    const { line } = faults[i]!;
    const amplitude = line?.amplitudeAdc16 ?? 0;
    const noise = channels[i]!.sigma ** 2 - amplitude ** 2 / 2;
    const signal = ((sampleCount / 4) * amplitude ** 2) / noise;
    const shareAt = (bin: number): number =>
      line ? signal * leakage(line.frequencyMHz / binMHz - bin) : 0;
    const excessAt = (bin: number): number => {
      const share = shareAt(bin);
      const median =
        share > leastShare
          ? medianWithSine(random, 1, share, count)
          : medianOfNoise(count, random.gaussian());
      return Math.log(median / (line ? smoothWithSine(bin, shareAt) : Math.LN2));
    };
    const limit = peakLimit(count);
    const excesses = new Map<number, number>();
    watchedBins.forEach((bin, watched) => {
      const excess = excessAt(bin) + lineLn * random.gaussian();
      lines.watched[i * lineCount + watched] = excess;
      excesses.set(bin, excess);
    });
    if (line) {
      const bin = binOf(line.frequencyMHz);
      if (!excesses.has(bin)) excesses.set(bin, excessAt(bin));
      // What a sine leaks into other bins is no maximum.
      for (const each of watchedBins)
        if (each !== bin && shareAt(each) > leastShare) excesses.delete(each);
      planted.add(bin, i, excesses.get(bin)!);
    }
    for (const excess of noisePeaks(random, count, limit)) {
      const bin = 1 + endBins + Math.floor(toldBins * random.uniform());
      if (!excesses.has(bin)) excesses.set(bin, excess);
    }
    for (const [bin, lnExcess] of excesses)
      if (lnExcess > limit)
        lines.peaks[i]!.push({ frequencyMHz: bin * binMHz, lnExcess, lnOverOthers: Number.NaN });
  }
  for (const i of groups.active) {
    const peaks = lines.peaks[i]!.sort((a, b) => b.lnExcess - a.lnExcess).slice(0, mostPeaks);
    lines.peaks[i] = peaks.map(
      (peak): LinePeak => ({
        ...peak,
        lnOverOthers: peak.lnExcess - planted.ofOthers(binOf(peak.frequencyMHz), groups.adcOf[i]!),
      }),
    );
  }
  return lines;
}

/** Share of a sine's power in a bin this far from it, without a window: sinc². */
function leakage(bins: number): number {
  return bins === 0 ? 1 : (Math.sin(Math.PI * bins) / (Math.PI * bins)) ** 2;
}

/** Median power of the bins about one, in units of the noise's mean, to which a sine adds its share. */
function smoothWithSine(bin: number, shareAt: (bin: number) => number): number {
  const half = Math.min(smoothBins, bin - 1, lastBin - bin);
  const shares = Array.from({ length: 2 * half + 1 }, (_, i) => shareAt(bin - half + i));
  return Math.LN2 + medianOf(shares);
}

/** Four standard errors of ln of the median of exponential values, and a factor of 1.5 at least. */
const peakLimit = (count: number): number =>
  Math.max(4 / (Math.LN2 * Math.sqrt(count)), Math.log(1.5));

/** Excesses beyond the limit that noise alone gives in a spectrum: as many as chance has it. */
function noisePeaks(random: Random, count: number, limit: number): number[] {
  const z = normalOfMedian(count, Math.LN2 * Math.exp(limit));
  // Mills' ratio to the third order, to 1 % from z = 3 on.
  const tail =
    (Math.exp(-z * z * 0.5) / (z * Math.sqrt(2 * Math.PI))) * (1 - z ** -2 + 3 * z ** -4);
  const excesses: number[] = [];
  // Poisson's distribution by its waiting times.
  let waited = -Math.log(1 - random.uniform());
  while (waited < toldBins * tail) {
    const farther = Math.sqrt(z * z - 2 * Math.log(1 - random.uniform()));
    excesses.push(Math.log(medianOfNoise(count, farther) / Math.LN2));
    waited -= Math.log(1 - random.uniform());
  }
  return excesses;
}

/** The excesses in the bins of planted sines, for comparison with other ADCs. */
function plantedExcesses(
  { active, adcOf }: DetectorGroups,
  darkCount: Uint32Array,
): {
  add(bin: number, channelIndex: number, excess: number): void;
  ofOthers(bin: number, adc: number): number;
} {
  const byBin = new Map<number, Map<number, number>>();
  const known = active.filter((channelIndex) => darkCount[channelIndex]! > 0);
  return {
    add(bin, channelIndex, excess) {
      byBin.set(bin, (byBin.get(bin) ?? new Map()).set(channelIndex, excess));
    },
    /** Median over the channels of other ADCs; those without a sine have 0 in the mean. NaN without any. */
    ofOthers(bin, adc) {
      const ofBin = byBin.get(bin);
      const others = known.filter((channelIndex) => adcOf[channelIndex] !== adc);
      return medianOf(others.map((channelIndex) => ofBin?.get(channelIndex) ?? 0));
    },
  };
}
