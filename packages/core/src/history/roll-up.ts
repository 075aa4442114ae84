/** Earlier files as one reference. */
import { histogramQuantile, mergeHistograms } from "../compute/histogram.js";
import type { Counts, FileSummary, FractionCounts, Histogram, Quantiles } from "../summary.js";
import { denominators, flags, triggerClasses } from "../summary.js";
import { canonicalJson } from "./provenance.js";
import type { EarlierMedians, Reference } from "./reference.js";

/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const sigmaPerMad = 1.4826;

type Comparable = Pick<
  FileSummary,
  "input" | "detector" | "settings" | "sampleCount" | "triggersTyped" | "statisticsClass"
>;

/**
 * Rolls earlier files up into one reference for `current`. Files whose detector, threshold or
 * trigger classes differ are refused, with the reason. A file of another waveform length serves for
 * baseline and noise but not for fractions, and is named in `refused` for those.
 * @param summaries oldest first; their spectra are not looked at
 */
export function rollUp(summaries: readonly FileSummary[], current: Comparable): Reference {
  const refused: Reference["refused"] = [];
  const refuse = (summary: FileSummary, reason: string): void => {
    refused.push({ file: summary.input.name, reason });
  };
  const used = summaries.filter((summary) => {
    const reason = whyNotComparable(summary, current);
    if (reason) refuse(summary, reason);
    return !reason;
  });
  const sameLength = used.filter((summary) => {
    const same = summary.sampleCount === current.sampleCount;
    if (!same) refuse(summary, `${wrongLength(summary, current)}, so no fractions of it`);
    return same;
  });
  const { adcCount, channelCount } = current.detector;
  const flatCount = adcCount * channelCount;
  return {
    files: used.map(({ input }) => input.name),
    refused,
    baselineAdc16: medians(
      used.map((summary) => summary.baselineAdc16),
      used.map((summary) => summary.baselineHistogram),
      flatCount,
    ),
    noiseAdc16: medians(
      used.map((summary) => summary.noiseAdc16),
      used.map((summary) => summary.noiseHistogram),
      flatCount,
    ),
    fractions: Object.fromEntries(
      flags.map((flag) => [
        flag,
        Object.fromEntries(
          triggerClasses.flatMap((triggerClass) => {
            const known = sameLength.flatMap(
              ({ fractions }) => fractions[flag][triggerClass] ?? [],
            );
            return known.length === 0 ? [] : [[triggerClass, addCounts(known, flatCount)]];
          }),
        ),
      ]),
    ) as Reference["fractions"],
  };
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

function medians(
  quantiles: readonly Quantiles[],
  histograms: readonly (Histogram | null)[][],
  flatCount: number,
): EarlierMedians {
  const byChannel = Array.from({ length: flatCount }, (_, flat) => {
    const values = quantiles.map(({ p50 }) => p50[flat]!).filter((value) => !Number.isNaN(value));
    const median = medianOf(values);
    const deviations = values.map((value) => Math.abs(value - median));
    const pooled = mergeHistograms(histograms.map((ofFile) => ofFile[flat] ?? null));
    return { values, median, spread: sigmaPerMad * medianOf(deviations), pooled };
  });
  return {
    median: Float64Array.from(byChannel, ({ median }) => median),
    spread: Float64Array.from(byChannel, ({ spread }) => spread),
    p16: Float64Array.from(byChannel, ({ pooled }) => histogramQuantile(pooled, 0.16)),
    p84: Float64Array.from(byChannel, ({ pooled }) => histogramQuantile(pooled, 0.84)),
    fileCount: Uint32Array.from(byChannel, ({ values }) => values.length),
  };
}

/** The middle value, or the mean of the two middle ones; NaN of none. */
function medianOf(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function addCounts(files: readonly FractionCounts[], flatCount: number): FractionCounts {
  const sum = (pick: (counts: FractionCounts) => Uint32Array): Uint32Array =>
    Uint32Array.from({ length: flatCount }, (_, flat) =>
      files.reduce((total, counts) => total + pick(counts)[flat]!, 0),
    );
  return Object.fromEntries(
    denominators.map((denominator): [string, Counts] => [
      denominator,
      {
        passed: sum((counts) => counts[denominator].passed),
        total: sum((counts) => counts[denominator].total),
      },
    ]),
  ) as FractionCounts;
}
