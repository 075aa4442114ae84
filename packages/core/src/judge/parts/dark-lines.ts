/** Lines in the spectra without light, compared with other channels of the file. */
import { detectorGroups } from "../../detector/groups.js";
import { hasDarkStarts } from "../../history/levels/rows/baseline.js";
import { medianOfKnown } from "../../numerics/median.js";
import { chanceOfMedianAbove } from "../../numerics/median-of-powers.js";
import { lineFrequenciesMHz } from "../../quantities/indexed-by/watched-lines.js";
import type { LinePeak } from "../../quantities/kept/lines.js";
import type { FileSummary } from "../../summary.js";
import { noWaveform } from "../words.js";
import { amongValid, type Waveforms } from "./waveforms.js";

/** Waveforms without light that spectra are of. */
export const darkSpectra: Waveforms = {
  one: "dark waveform",
  many: "dark waveforms",
  inLimit: "waveforms without light in the spectra",
  triggerClass: () => "all",
  count: (summary, channelIndex) => amongValid(summary, summary.lines.count, channelIndex),
  whyNone: (summary, channelIndex) => {
    if ((summary.validCount.all?.[channelIndex] ?? 0) === 0) return noWaveform(summary, "all");
    return hasDarkStarts(summary)
      ? "no waveform without light in the spectra"
      : "lines without light were not looked for when the file was analysed";
  },
};

/** A frequency at which the spectrum of a channel was looked at. */
export interface LineAt {
  frequencyMHz: number;
  /** ln of the power over the channel's smooth spectrum. */
  lnExcess: number;
  /** The same over that of other ADCs; in a detector of one ADC, of the other channels. */
  lnOverOthers: number;
  /** Frequencies among which it was picked. */
  triedCount: number;
}

/**
 * The watched lines of a channel, and its peaks at any frequency. One that is less over the smooth
 * spectrum than over others is taken as that: others that are low by chance make no line.
 */
export function linesAt(summary: FileSummary, channelIndex: number): LineAt[] {
  const { lines, detector, sampleCount } = summary;
  const elsewhere = watchedElsewhere(summary)[detectorGroups(detector).adcOf[channelIndex]!]!;
  const found: LineAt[] = [];
  for (let line = 0; line < lineCount; line++) {
    const lnExcess = lines.watched[channelIndex * lineCount + line]!;
    if (!Number.isFinite(lnExcess)) continue;
    const lnOverOthers = lnExcess - Math.max(0, elsewhere[line]!);
    const frequencyMHz = lineFrequenciesMHz[line]!;
    found.push({ frequencyMHz, lnExcess, lnOverOthers, triedCount: lineCount });
  }
  for (const peak of lines.peaks[channelIndex]!) {
    const { frequencyMHz, lnExcess } = peak;
    const over = Number.isNaN(peak.lnOverOthers)
      ? lnExcess - amongAll(summary, channelIndex, peak)
      : peak.lnOverOthers;
    const lnOverOthers = Math.min(lnExcess, over);
    found.push({ frequencyMHz, lnExcess, lnOverOthers, triedCount: Math.floor(sampleCount / 2) });
  }
  return found;
}

const lineCount = lineFrequenciesMHz.length;

/**
 * The smooth spectrum is a median as well, of few values near the ends of the spectrum: its error
 * makes the spectrum as uncertain as one of so many times fewer waveforms, 1 + π/2 · 1/5 for 5 values.
 */
const smoothShare = 1.31;

/**
 * How many lines as strong as this a file without any has by chance, wherever it is looked.
 * @param n waveforms that the spectrum is of
 */
export function chanceInFile(
  { detector }: Pick<FileSummary, "detector">,
  { lnOverOthers, triedCount }: LineAt,
  n: number,
): number {
  const tried = triedCount * detectorGroups(detector).active.length;
  return tried * chanceOfMedianAbove(Math.exp(lnOverOthers), n / smoothShare);
}

const keptElsewhere = new WeakMap<Float64Array, readonly (readonly number[])[]>();

/** ln of the watched lines' excess in the typical other ADC; in a detector of one, there. [adc][line] */
function watchedElsewhere({ lines, detector }: FileSummary): readonly (readonly number[])[] {
  const before = keptElsewhere.get(lines.watched);
  if (before) return before;
  const typical = detectorGroups(detector).adcMembers.map((members) =>
    lineFrequenciesMHz.map((_, line) =>
      medianOfKnown(members.map((member) => lines.watched[member * lineCount + line]!)),
    ),
  );
  const made = typical.map((own, adc) =>
    own.map((here, line) => {
      const there = medianOfKnown(
        typical.filter((_, other) => other !== adc).map((ofAdc) => ofAdc[line]!),
      );
      return Number.isNaN(there) ? here : there;
    }),
  );
  keptElsewhere.set(lines.watched, made);
  return made;
}

/** The median excess of the other channels at a peak; 0 for those that have none there. */
function amongAll(
  { lines, detector }: FileSummary,
  channelIndex: number,
  { frequencyMHz }: LinePeak,
): number {
  const others = detectorGroups(detector).active.filter(
    (other) => other !== channelIndex && lines.count[other]! > 0,
  );
  const excess = others.map(
    (other) =>
      lines.peaks[other]!.find((peak) => peak.frequencyMHz === frequencyMHz)?.lnExcess ?? 0,
  );
  return medianOfKnown(excess) || 0;
}
