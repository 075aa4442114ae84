/** Earlier files as one reference. */

import { canonicalJson } from "../store/parquet/provenance.js";
import type { FileSummary } from "../summary.js";
import { denominators, lineFrequenciesMHz } from "../summary.js";
import type { CountsInTheMaking } from "./pooled-counts.js";
import { startCounts, startTriggers } from "./pooled-counts.js";
import type { LeftOut, LinesInTheMaking } from "./pooled-medians.js";
import { startLines, startMedians } from "./pooled-medians.js";
import type { Reference } from "./reference.js";
import { relativeLines } from "./relative-lines.js";

/** What of a file decides whether its numbers may be compared with those of another. */
type Kind = Pick<
  FileSummary,
  "detector" | "settings" | "sampleCount" | "triggersTyped" | "statisticsClass"
>;
type Comparable = Kind & Pick<FileSummary, "input">;

/** A roll-up in the making: files are added one by one, oldest first, and need not be kept. */
export interface RollUp {
  /** Adds a file, or refuses it with the reason. Of its spectra only the watched lines are used. */
  add(summary: FileSummary): void;
  /** Lists a file as refused, where its numbers are not needed to say so. */
  refuse(file: string, reason: string): void;
  /** Takes the oldest file out again: what is left is as if it had never been added. */
  drop(oldest: FileSummary): void;
  /**
   * The reference of the files so far, in the order they were added.
   * @param sampleCount of the file that is compared; default that of `current`
   */
  reference(sampleCount?: number): Reference;
}

/** How files enter a roll-up. */
export interface RollUpOptions {
  /**
   * The channels of a file that must not enter, because they are bad by themselves: 1 by channel index.
   * Default: none.
   */
  leaveOut?: ((summary: FileSummary) => LeftOut) | undefined;
  /**
   * Pools only what checks look at, not what figures need besides (default false): `p16` and `p84`
   * are NaN, counts over threshold 0.
   */
  forChecks?: boolean;
}

/** A file in a roll-up. */
interface Entry {
  file: string;
  /** Why it was refused as a whole; null where it was not. */
  reason: string | null;
  sampleCount: number;
  leftOut: LeftOut;
}

/** What is pooled of files with waveforms of one length. */
interface OfLength {
  counts: CountsInTheMaking;
  lines: LinesInTheMaking;
}

/**
 * Starts the roll-up of earlier files into one reference for `current`, or for files of its kind
 * where it has no `input`. Files whose detector, threshold or trigger classes differ are refused,
 * with the reason. A file of another waveform length serves for baseline and noise but not for
 * fractions and lines, and is named in `refused` for those.
 */
export function startRollUp(
  current: Kind & Partial<Comparable>,
  { leaveOut = () => null, forChecks = false }: RollUpOptions = {},
): RollUp {
  const entries: Entry[] = [];
  const indexCount = current.detector.adcCount * current.detector.channelCount;
  const lineCount = lineFrequenciesMHz.length;
  const baseline = startMedians(indexCount, !forChecks);
  const noise = startMedians(indexCount, !forChecks);
  const triggers = startTriggers();
  const pooledDenominators = forChecks ? (["total"] as const) : denominators;
  const ofLength = new Map<number, OfLength>();
  const pooledOf = (sampleCount: number): OfLength => {
    const before = ofLength.get(sampleCount);
    if (before) return before;
    const made = {
      counts: startCounts(pooledDenominators),
      lines: startLines(indexCount * lineCount, lineCount),
    };
    ofLength.set(sampleCount, made);
    return made;
  };
  const refuse = (file: string, reason: string): void => {
    entries.push({ file, reason, sampleCount: 0, leftOut: null });
  };
  /** Adds the numbers of a file to all that is pooled, or takes them out. */
  const change = (summary: FileSummary, leftOut: LeftOut, how: "add" | "drop"): void => {
    const { counts, lines } = pooledOf(summary.sampleCount);
    baseline[how](summary.baselineAdc16.p50, summary.baselineHistogram, leftOut);
    noise[how](summary.noiseAdc16.p50, summary.noiseHistogram, leftOut);
    triggers[how](summary.eventCount);
    counts[how](summary.fractions, leftOut);
    lines[how](relativeLines(summary), leftOut);
  };
  return {
    refuse,
    add: (summary) => {
      const file = summary.input.name;
      const reason = whyNotComparable(summary, current);
      if (reason) {
        refuse(file, reason);
        return;
      }
      const leftOut = leaveOut(summary);
      change(summary, leftOut, "add");
      entries.push({ file, reason, sampleCount: summary.sampleCount, leftOut });
    },
    drop: (oldest) => {
      const { reason, leftOut } = entries.shift()!;
      if (reason === null) change(oldest, leftOut, "drop");
    },
    reference: (sampleCount = current.sampleCount) => {
      const { counts, lines } = pooledOf(sampleCount);
      return {
        files: entries.flatMap(({ file, reason }) => (reason === null ? [file] : [])),
        refused: entries.flatMap(({ file, reason, sampleCount: its }) => {
          if (reason !== null) return [{ file, reason }];
          return its === sampleCount ? [] : [{ file, reason: otherLength(its, sampleCount) }];
        }),
        leftOut: entries.reduce((sum, { leftOut }) => sum + countOf(leftOut), 0),
        baselineAdc16: baseline.medians(),
        noiseAdc16: noise.medians(),
        lines: lines.lines(),
        fractions: counts.fractions(),
        dispersion: counts.dispersion(),
        triggers: triggers.triggers(),
      };
    },
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
export function whyNotComparable(
  earlier: Comparable,
  current: Kind & Partial<Comparable>,
): string | null {
  if (earlier.input.name === current.input?.name) return "it is the file itself";
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

/**
 * The same text for files that may be compared with each other: `whyNotComparable` finds nothing but
 * that a file is the file itself.
 */
export function kindOf({ detector, settings, triggersTyped, statisticsClass }: Kind): string {
  return canonicalJson([detector, settings.thresholdAdc16, triggersTyped, statisticsClass]);
}

function countOf(leftOut: LeftOut): number {
  return leftOut?.reduce((sum, one) => sum + one, 0) ?? 0;
}

function otherLength(its: number, ours: number): string {
  return `waveforms of ${its} samples, not ${ours}, so no fractions and lines of it`;
}

function thresholdText(thresholdAdc16: readonly number[]): string {
  const distinct = [...new Set(thresholdAdc16)];
  return distinct.length === 1 ? `${distinct[0]}` : thresholdAdc16.join(" ");
}
