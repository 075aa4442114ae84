/** Earlier files as one reference. */
import type { FileSummary } from "../summary.js";
import { lineFrequenciesMHz } from "../summary.js";
import { startCounts, startTriggers } from "./pooled-counts.js";
import type { LeftOut } from "./pooled-medians.js";
import { startLines, startMedians } from "./pooled-medians.js";
import { canonicalJson } from "./provenance.js";
import type { Reference } from "./reference.js";
import { relativeLines } from "./relative-lines.js";

type Comparable = Pick<
  FileSummary,
  "input" | "detector" | "settings" | "sampleCount" | "triggersTyped" | "statisticsClass"
>;

/** A roll-up in the making: files are added one by one and need not be kept. */
export interface RollUp {
  /** Adds a file, or refuses it with the reason. Of its spectra only the watched lines are used. */
  add(summary: FileSummary): void;
  /** The reference of the files so far, in the order they were added. */
  reference(): Reference;
}

/** How files enter a roll-up. */
export interface RollUpOptions {
  /**
   * The channels of a file that must not enter, because they are bad by themselves: 1 by flat index.
   * Default: none.
   */
  leaveOut?: ((summary: FileSummary) => LeftOut) | undefined;
  /** Pools the histograms, which only figures need (default true); else `p16` and `p84` are NaN. */
  bands?: boolean;
}

/**
 * Starts the roll-up of earlier files into one reference for `current`. Files whose detector,
 * threshold or trigger classes differ are refused, with the reason. A file of another waveform
 * length serves for baseline and noise but not for fractions and lines, and is named in `refused`
 * for those.
 */
export function startRollUp(
  current: Comparable,
  { leaveOut = () => null, bands = true }: RollUpOptions = {},
): RollUp {
  const files: string[] = [];
  const refused: Reference["refused"] = [];
  const flatCount = current.detector.adcCount * current.detector.channelCount;
  const lineCount = lineFrequenciesMHz.length;
  const baseline = startMedians(flatCount, bands);
  const noise = startMedians(flatCount, bands);
  const lines = startLines(flatCount * lineCount, lineCount);
  const counts = startCounts();
  const triggers = startTriggers();
  let leftOutCount = 0;
  return {
    add: (summary) => {
      const file = summary.input.name;
      const reason = whyNotComparable(summary, current);
      if (reason) {
        refused.push({ file, reason });
        return;
      }
      files.push(file);
      const leftOut = leaveOut(summary);
      leftOutCount += leftOut?.reduce((sum, one) => sum + one, 0) ?? 0;
      baseline.add(summary.baselineAdc16.p50, summary.baselineHistogram, leftOut);
      noise.add(summary.noiseAdc16.p50, summary.noiseHistogram, leftOut);
      triggers.add(summary.eventCount);
      if (summary.sampleCount === current.sampleCount) {
        counts.add(summary.fractions, leftOut);
        lines.add(relativeLines(summary), leftOut);
      } else
        refused.push({
          file,
          reason: `${wrongLength(summary, current)}, so no fractions and lines of it`,
        });
    },
    reference: () => ({
      files: [...files],
      refused: [...refused],
      leftOut: leftOutCount,
      baselineAdc16: baseline.medians(),
      noiseAdc16: noise.medians(),
      lines: lines.lines(),
      fractions: counts.fractions(),
      dispersion: counts.dispersion(),
      triggers: triggers.triggers(),
    }),
  };
}

/**
 * Rolls earlier files up into one reference for `current`; see `startRollUp`.
 * @param summaries oldest first
 */
export function rollUp(
  summaries: readonly FileSummary[],
  current: Comparable,
  options?: RollUpOptions,
): Reference {
  const started = startRollUp(current, options);
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
