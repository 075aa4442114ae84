/** Earlier files as one reference. */
import { histogramQuantile, mergeHistograms } from "../compute/histogram.js";
import type { FileSummary, FractionCounts, Histogram } from "../summary.js";
import { denominators, flags, triggerClasses } from "../summary.js";
import { canonicalJson } from "./provenance.js";
import type { EarlierMedians, Reference } from "./reference.js";

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const sigmaPerMad = 1.4826;

type Comparable = Pick<
  FileSummary,
  "input" | "detector" | "settings" | "sampleCount" | "triggersTyped" | "statisticsClass"
>;

/** A roll-up in the making: files are added one by one and need not be kept. */
export interface RollUp {
  /** Adds a file, or refuses it with the reason. Its spectra are not looked at. */
  add(summary: FileSummary): void;
  /** The reference of the files so far, in the order they were added. */
  reference(): Reference;
}

/**
 * Starts the roll-up of earlier files into one reference for `current`. Files whose detector,
 * threshold or trigger classes differ are refused, with the reason. A file of another waveform
 * length serves for baseline and noise but not for fractions, and is named in `refused` for those.
 */
export function startRollUp(current: Comparable): RollUp {
  const files: string[] = [];
  const refused: Reference["refused"] = [];
  const flatCount = current.detector.adcCount * current.detector.channelCount;
  const baseline = startMedians(flatCount);
  const noise = startMedians(flatCount);
  const fractions: Reference["fractions"] = { clipped: {}, negative: {}, lowerRail: {} };
  return {
    add: (summary) => {
      const file = summary.input.name;
      const reason = whyNotComparable(summary, current);
      if (reason) {
        refused.push({ file, reason });
        return;
      }
      files.push(file);
      baseline.add(summary.baselineAdc16.p50, summary.baselineHistogram);
      noise.add(summary.noiseAdc16.p50, summary.noiseHistogram);
      if (summary.sampleCount === current.sampleCount) addFractions(fractions, summary.fractions);
      else
        refused.push({ file, reason: `${wrongLength(summary, current)}, so no fractions of it` });
    },
    reference: () => ({
      files,
      refused,
      baselineAdc16: baseline.medians(),
      noiseAdc16: noise.medians(),
      fractions,
    }),
  };
}

/**
 * Rolls earlier files up into one reference for `current`; see `startRollUp`.
 * @param summaries oldest first
 */
export function rollUp(summaries: readonly FileSummary[], current: Comparable): Reference {
  const started = startRollUp(current);
  for (const summary of summaries) started.add(summary);
  return started.reference();
}

/** Why a file must not be compared with another, in words; null where it may. */
export function whyNotComparable(earlier: Comparable, current: Comparable): string | null {
  if (earlier.input.name === current.input.name) return "it is the file itself";
  if (canonicalJson(earlier.detector) !== canonicalJson(current.detector))
    return earlier.detector.name === current.detector.name
      ? `another profile of detector ${current.detector.name}`
      : `detector ${earlier.detector.name}, not ${current.detector.name}`;
  const [its, ours] = [earlier, current].map(({ settings }) => settings.thresholdAdc16);
  if (canonicalJson(its) !== canonicalJson(ours))
    return `ptps16bit ${thresholdText(its!)}, not ${thresholdText(ours!)}`;
  if (earlier.triggersTyped !== current.triggersTyped)
    return earlier.triggersTyped
      ? "its triggers are told apart into beam and self, here they are not"
      : "its triggers are not told apart into beam and self";
  if (earlier.statisticsClass !== current.statisticsClass)
    return `baselines of ${earlier.statisticsClass} triggers, not ${current.statisticsClass}`;
  return null;
}

function wrongLength(earlier: Comparable, current: Comparable): string {
  return `waveforms of ${earlier.sampleCount} samples, not ${current.sampleCount}`;
}

function thresholdText(thresholdAdc16: readonly number[]): string {
  const distinct = [...new Set(thresholdAdc16)];
  return distinct.length === 1 ? `${distinct[0]}` : thresholdAdc16.join(" ");
}

interface MediansInTheMaking {
  add(p50: Float64Array, histograms: readonly (Histogram | null)[]): void;
  medians(): EarlierMedians;
}

function startMedians(flatCount: number): MediansInTheMaking {
  const byChannel = Array.from({ length: flatCount }, () => ({
    values: [] as number[],
    pooled: null as Histogram | null,
  }));
  return {
    add: (p50, histograms) => {
      byChannel.forEach((channel, flat) => {
        if (!Number.isNaN(p50[flat])) channel.values.push(p50[flat]!);
        channel.pooled = mergeHistograms([channel.pooled, histograms[flat] ?? null]);
      });
    },
    medians: () => {
      const median = byChannel.map(({ values }) => medianOf(values));
      const spread = byChannel.map(
        ({ values }, flat) =>
          sigmaPerMad * medianOf(values.map((value) => Math.abs(value - median[flat]!))),
      );
      return {
        median: Float64Array.from(median),
        spread: Float64Array.from(spread),
        p16: Float64Array.from(byChannel, ({ pooled }) => histogramQuantile(pooled, 0.16)),
        p84: Float64Array.from(byChannel, ({ pooled }) => histogramQuantile(pooled, 0.84)),
        fileCount: Uint32Array.from(byChannel, ({ values }) => values.length),
      };
    },
  };
}

/** The middle value, or the mean of the two middle ones; NaN of none. */
function medianOf(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Adds the counts of a file; a class that was unknown so far becomes known. */
function addFractions(sums: Reference["fractions"], counts: FileSummary["fractions"]): void {
  for (const flag of flags) {
    for (const triggerClass of triggerClasses) {
      const ofFile = counts[flag][triggerClass];
      if (!ofFile) continue;
      const before = sums[flag][triggerClass];
      sums[flag][triggerClass] = Object.fromEntries(
        denominators.map((denominator) => [
          denominator,
          {
            passed: sumOf(before?.[denominator].passed, ofFile[denominator].passed),
            total: sumOf(before?.[denominator].total, ofFile[denominator].total),
          },
        ]),
      ) as FractionCounts;
    }
  }
}

function sumOf(before: Uint32Array | undefined, added: Uint32Array): Uint32Array {
  return added.map((count, flat) => count + (before?.[flat] ?? 0));
}
