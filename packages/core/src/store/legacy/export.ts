/** Summaries as the old script's JSON lines, for the tools that read these. */
import { lineFrequenciesMHz, nearestBin } from "../../quantities/indexed-by/watched-lines.js";
import type { Distribution } from "../../quantities/kept/distribution.js";
import type { Flag } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";
import { type Units, unitsPerAdc16 } from "../../units.js";
import { countNames, lineName } from "./names.js";

/** Denominators by flag: without more asked for, the old script wrote one of each. */
export type LegacyDenominators = Readonly<Record<"clipped" | "negative", readonly string[]>>;

export interface LegacyExportOptions {
  /** The number that ends the file's name, in decimal. */
  fileIndex: string;
  /** Unit of baselines and noise. */
  units: Units;
  denominators: LegacyDenominators;
}

/** A line of one of its files. */
export interface LegacyLine {
  /** File name without `.json`. */
  name: string;
  /** JSON, without the line's end. */
  line: string;
}

/**
 * What the old script writes of a file; pure. 0 is unknown, as for it: a channel without a valid
 * waveform has baseline 0. Trigger classes without an event have no line.
 */
export function legacyLinesOf(summary: FileSummary, options: LegacyExportOptions): LegacyLine[] {
  const { fileIndex, units, denominators } = options;
  const { detector, spectra, eventCount } = summary;
  const row = (name: string, tables: Record<string, ArrayLike<number>>): LegacyLine => {
    const texts = Object.entries(tables).map(
      ([key, values]) => `"${key}": ${tableText(values, detector.channelCount)}`,
    );
    return { name, line: `{"file_index": ${fileIndex}, ${texts.join(", ")}}` };
  };
  const perAdc16 = unitsPerAdc16[units];
  const quantiles = ({ p16, p50, p84 }: Distribution): Record<string, ArrayLike<number>> => ({
    data_c: p50.map((value) => value * perAdc16),
    data_l: p16.map((value, i) => (value - p50[i]!) * perAdc16),
    data_u: p84.map((value, i) => (value - p50[i]!) * perAdc16),
  });
  const counted = countNames.filter(
    ({ flag, denominator, triggerClass }) =>
      denominators[flag as keyof LegacyDenominators].includes(denominator) &&
      (eventCount[triggerClass] ?? 0) > 0,
  );
  const countsOf = (flag: Flag, { triggerClass, denominator }: (typeof countNames)[number]) =>
    summary[flag][triggerClass]![denominator];
  const binCount = spectra.frequencyMHz.length;
  return [
    row("baselines", quantiles(summary.baseline)),
    row("noises", quantiles(summary.noise)),
    ...counted.map((each) => {
      const { passed, total } = countsOf(each.flag, each);
      return row(each.name, { pass: passed, totals: total });
    }),
    ...lineFrequenciesMHz.map((lineMHz) => {
      const bin = nearestBin(spectra.frequencyMHz, lineMHz);
      const powers = summary.baseline.p50.map((_, i) => spectra.p50[i * binCount + bin]!);
      return row(lineName(lineMHz), { spectra_roi: powers });
    }),
  ];
}

/** [adc][channel] as Python writes it: numbers with a point, and 0.0 for what is unknown. */
function tableText(values: ArrayLike<number>, channelCount: number): string {
  const texts = Array.from(values, (value) => {
    if (!Number.isFinite(value)) return "0.0";
    return Number.isInteger(value) ? value.toFixed(1) : String(value);
  });
  const rows: string[] = [];
  for (let i = 0; i < texts.length; i += channelCount)
    rows.push(`[${texts.slice(i, i + channelCount).join(", ")}]`);
  return `[${rows.join(", ")}]`;
}
