/** Two stored files side by side: what differs most, by channel. */

import { detectorGroups } from "../detector/groups.js";
import { LightDqmError } from "../errors.js";
import { fractionInterval } from "../numerics/interval.js";
import { canonicalJson } from "../store/parquet/provenance.js";
import type { FileSummary, Flag, Quantiles, TriggerClass } from "../summary.js";
import { flags, lineFrequenciesMHz, linePower } from "../summary.js";

/** One quantity of one channel in both files. */
export interface Difference {
  adc: number;
  channel: number;
  /** `baseline`, `noise`, `clipped beam`, `power at 10 MHz`… */
  quantity: string;
  /** Unit of the values; empty for fractions and ratios. */
  unit: "ADC16 counts" | "V²" | "";
  /** Medians, fractions or powers; null where unknown. */
  before: number | null;
  after: number | null;
  /**
   * How far apart they are, to compare quantities with each other: in standard deviations of the
   * difference for medians (at least 1 count) and fractions; in factors of e^0.1 for powers. Infinity
   * where only one file knows the channel.
   */
  significance: number;
}

/** Differences of two files. */
export interface Comparison {
  before: Pick<FileSummary, "input" | "time">;
  after: Pick<FileSummary, "input" | "time">;
  /** The largest first. */
  differences: Difference[];
  /** What was computed differently, so that differences may come from it. */
  caveats: string[];
}

/**
 * Compares two files channel by channel, over active channels.
 * @throws LightDqmError `incompatible` for files of different detectors
 */
export function compareSummaries(before: FileSummary, after: FileSummary): Comparison {
  if (canonicalJson(before.detector) !== canonicalJson(after.detector))
    throw new LightDqmError("incompatible", {
      what: "Files of different detectors cannot be compared",
      where: after.input.name,
      expected: before.detector.name,
      got: `${after.detector.name}, or another profile of it`,
    });
  const { active } = detectorGroups(before.detector);
  const { channelCount } = before.detector;
  const classes = (["beam", "self", "all"] as const).filter(
    (name) => name !== "all" || !before.triggersTyped,
  );
  const differences = active.flatMap((channelIndex) => {
    const at = {
      adc: Math.floor(channelIndex / channelCount),
      channel: channelIndex % channelCount,
    };
    return [
      medians("baseline", before.baselineAdc16, after.baselineAdc16, channelIndex),
      medians("noise", before.noiseAdc16, after.noiseAdc16, channelIndex),
      ...flags.flatMap((flag) =>
        classes.map((name) => fractions(flag, name, before, after, channelIndex)),
      ),
    ].flatMap((difference) => (difference ? [{ ...at, ...difference }] : []));
  });
  for (const lineMHz of lineFrequenciesMHz) {
    const [was, is] = [linePower(before, lineMHz), linePower(after, lineMHz)];
    for (const channelIndex of active) {
      const at = {
        adc: Math.floor(channelIndex / channelCount),
        channel: channelIndex % channelCount,
      };
      const difference = powers(lineMHz, was[channelIndex]!, is[channelIndex]!);
      if (difference) differences.push({ ...at, ...difference });
    }
  }
  differences.sort((a, b) =>
    b.significance > a.significance ? 1 : b.significance < a.significance ? -1 : 0,
  );
  return {
    before: side(before),
    after: side(after),
    differences,
    caveats: caveatsOf(before, after),
  };
}

const side = ({ input, time }: FileSummary): Comparison["before"] => ({ input, time });

type Found = Omit<Difference, "adc" | "channel">;

/** A median moves by about 1.25 σ/√n; σ from the quantiles of each file. */
function medians(
  quantity: string,
  before: Quantiles,
  after: Quantiles,
  channelIndex: number,
): Found | null {
  const [was, is] = [before.p50[channelIndex]!, after.p50[channelIndex]!];
  if (Number.isNaN(was) && Number.isNaN(is)) return null;
  const half = ({ p16, p84 }: Quantiles): number => {
    const width = (p84[channelIndex]! - p16[channelIndex]!) / 2;
    return Number.isNaN(width) ? 0 : width;
  };
  const error = Math.max(1, Math.hypot(half(before), half(after)));
  return {
    quantity,
    unit: "ADC16 counts",
    before: nullForNaN(was),
    after: nullForNaN(is),
    significance: significanceOf(Math.abs(is - was) / error),
  };
}

/** Two binomial fractions, errors from their Clopper-Pearson intervals toward each other. */
function fractions(
  flag: Flag,
  triggerClass: TriggerClass,
  before: FileSummary,
  after: FileSummary,
  channelIndex: number,
): Found | null {
  const [was, is] = [before, after].map((summary) => {
    const counts = summary.fractions[flag][triggerClass]?.total;
    const total = counts?.total[channelIndex] ?? 0;
    return total > 0 ? fractionInterval(counts!.passed[channelIndex]!, total) : null;
  });
  // A file that has no such counts says nothing on a channel.
  if (!was || !is) return null;
  const rises = is.fraction > was.fraction;
  const error = rises
    ? Math.hypot(was.high - was.fraction, is.fraction - is.low)
    : Math.hypot(was.fraction - was.low, is.high - is.fraction);
  const step = Math.abs(is.fraction - was.fraction);
  return {
    quantity: `${flag === "lowerRail" ? "lower rail" : flag} ${triggerClass}`,
    unit: "",
    before: was.fraction,
    after: is.fraction,
    significance: step === 0 ? 0 : step / error,
  };
}

function powers(lineMHz: number, was: number, is: number): Found | null {
  if (Number.isNaN(was) && Number.isNaN(is)) return null;
  return {
    quantity: `power at ${lineMHz} MHz`,
    unit: "V²",
    before: nullForNaN(was),
    after: nullForNaN(is),
    significance: was === is ? 0 : significanceOf(Math.abs(Math.log(is / was)) / 0.1),
  };
}

/** NaN: one of the two is unknown, which is the largest difference of all. */
const significanceOf = (value: number): number =>
  Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;

const nullForNaN = (value: number): number | null => (Number.isNaN(value) ? null : value);

function caveatsOf(before: FileSummary, after: FileSummary): string[] {
  const caveats: string[] = [];
  const differ = (what: string, was: unknown, is: unknown): void => {
    if (canonicalJson(was) !== canonicalJson(is))
      caveats.push(`${what}: ${JSON.stringify(was)} before, ${JSON.stringify(is)} after`);
  };
  differ(
    "thresholds (ADC16 counts)",
    before.settings.thresholdAdc16,
    after.settings.thresholdAdc16,
  );
  differ("samples of a waveform", before.sampleCount, after.sampleCount);
  differ("baselines and noise of triggers", before.statisticsClass, after.statisticsClass);
  differ("scale of spectra", before.spectra.scale, after.spectra.scale);
  for (const { imported, input } of [before, after])
    if (imported) caveats.push(`${input.name} is imported: ${imported.approximate.join("; ")}`);
  return caveats;
}
