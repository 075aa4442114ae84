/** A stored file at a glance: one row per ADC. */
import { detectorGroups } from "../../detector/groups.js";
import type { Flag } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";
import { fromAdc16, type Units, unitLabels } from "../../units.js";
import { textTable } from "./text-table.js";

/** Waveforms that pass, and their denominator: both, never only the ratio. */
interface Passed {
  passed: number;
  total: number;
}

/** One ADC, over its active channels. Sizes in ADC16 counts; null means unknown. */
export interface AdcOverview {
  adc: number;
  activeChannels: number;
  /** Active channels with at least one valid waveform. */
  channelsWithData: number;
  /** Valid waveforms of all selected events. */
  validWaveforms: number;
  /** Median over channels of the channels' medians. */
  baselineAdc16: number | null;
  noiseAdc16: number | null;
  /** Largest over channels. */
  maxAmplitudeAdc16: number | null;
  /** Flagged waveforms out of all valid ones. */
  clipped: Passed;
  negative: Passed;
}

/** One record per ADC. */
export function adcOverview(summary: FileSummary): AdcOverview[] {
  const { detector } = summary;
  const { active } = detectorGroups(detector);
  return Array.from({ length: detector.adcCount }, (_, adc) => {
    const own = active.filter(
      (channelIndex) => Math.floor(channelIndex / detector.channelCount) === adc,
    );
    const pick = (values: ArrayLike<number> | undefined) =>
      own.map((channelIndex) => values?.[channelIndex] ?? 0);
    const valid = pick(summary.validCount.all);
    const passed = (flag: Flag): Passed => {
      const counts = summary[flag].all?.total;
      return { passed: sum(pick(counts?.passed)), total: sum(pick(counts?.total)) };
    };
    const amplitudes = pick(summary.maxAmplitude).filter(Number.isFinite);
    return {
      adc,
      activeChannels: own.length,
      channelsWithData: valid.filter((n) => n > 0).length,
      validWaveforms: sum(valid),
      baselineAdc16: median(pick(summary.baseline.p50)),
      noiseAdc16: median(pick(summary.noise.p50)),
      maxAmplitudeAdc16: amplitudes.length > 0 ? Math.max(...amplitudes) : null,
      clipped: passed("clipped"),
      negative: passed("negative"),
    };
  });
}

/** The records as a table, sizes in a unit. */
export function adcOverviewTable(adcs: readonly AdcOverview[], units: Units): string {
  const size = (valueAdc16: number | null) =>
    valueAdc16 === null ? "unknown" : fromAdc16(valueAdc16, units).toPrecision(6);
  const fraction = ({ passed, total }: Passed) =>
    total === 0 ? "unknown" : `${passed} of ${total}`;
  const titles = ["ADC", "channels with data", "waveforms", "baseline", "noise", "max amplitude"];
  const table = textTable(
    [...titles, "clipped", "negative"].map((title) => ({ title, align: "right" })),
    adcs.map((row) => [
      `${row.adc}`,
      `${row.channelsWithData} of ${row.activeChannels}`,
      `${row.validWaveforms}`,
      size(row.baselineAdc16),
      size(row.noiseAdc16),
      size(row.maxAmplitudeAdc16),
      fraction(row.clipped),
      fraction(row.negative),
    ]),
  );
  return `${table}In ${unitLabels[units]}: medians over active channels; amplitude is the largest.\n`;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Median of the values that are known; null where none is. */
function median(values: readonly number[]): number | null {
  const known = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const half = (known.length - 1) / 2;
  return (known[Math.floor(half)]! + known[Math.ceil(half)]!) / 2;
}
