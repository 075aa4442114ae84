/** Results of the old script as summaries, so that trends and reports can compare with them. */

import { basename, resolve } from "node:path";
import { defaultDetector } from "../../detector/index.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import type { RunNumber } from "../../numerics/run-number.js";
import { lineFrequenciesMHz } from "../../quantities/indexed-by/watched-lines.js";
import { type Distribution, unknownDistribution } from "../../quantities/kept/distribution.js";
import { type KeptQuantities, unknownQuantities } from "../../quantities/table.js";
import { type FileSummary, summarySchemaVersion } from "../../summary.js";
import { type Units, unitsPerAdc16 } from "../../units.js";
import { softwareVersion } from "../../version.js";
import { writeSummary } from "../store.js";
import { type LegacyLines, type LegacyRecord, readLegacyLines } from "./lines.js";
import { countNames, isLegacyName, legacyClasses, lineName } from "./names.js";

/** What the JSON lines do not say. */
export interface LegacyImportOptions {
  /** Run number of all files; null where it is not known. */
  run: RunNumber | null;
  /** Files are called `<name>_<file index>`; the directory's name by default. */
  name?: string | undefined;
  /** Time of the file with index 0, and between two files; without it files have no time. */
  times?: { firstMs: number; stepMs: number } | undefined;
  /** Unit that the old script was run with. */
  units: Units;
  /** Its thresholds, one per ADC or one for all: files with another threshold are not compared. */
  thresholdAdc16: readonly number[];
  /** Samples of a waveform. */
  sampleCount: number;
  detector?: DetectorProfile | undefined;
  /** Time of the import, milliseconds UTC. */
  nowMs: number;
}

/** What an import did. */
export interface LegacyImport {
  /** Summaries that were written, by file index. */
  files: { fileIndex: number; name: string; path: string }[];
  /** Lines that were skipped, by file of lines. */
  lines: { name: string; read: number; torn: number; replaced: number }[];
  /** Files of lines that are not known. */
  ignored: string[];
}

const approximate = [
  "no event times",
  "no event count: valid waveforms are at least the largest total",
  "no histograms: quantiles of several files cannot be pooled",
  "16 and 84 % quantiles from the old script's error bars",
  "0 is read as unknown",
  "no smallest and largest amplitudes, no lower rail, no trigger class `all`",
  "spectra at the watched lines only, computed with the old script's padding",
];

/**
 * Stores every file of a directory of JSON lines. A file that was imported before is replaced.
 * @throws LightDqmError `not-found` for a directory without such lines
 */
export async function importLegacy(
  directory: string,
  store: string,
  options: LegacyImportOptions,
): Promise<LegacyImport> {
  const { detector = defaultDetector() } = options;
  const lines = await readLegacyLines(directory, [detector.adcCount, detector.channelCount]);
  const known = lines.filter(({ name }) => isLegacyName(name));
  const indices = new Set(known.flatMap(({ records }) => [...records.keys()]));
  if (indices.size === 0)
    throw new LightDqmError("not-found", {
      what: "No results of the old script",
      where: directory,
      expected: "complete lines in baselines.json, noises.json, clipped_ch_beam.json and others",
      got: `${lines.length} JSON files without any`,
    });
  const files: LegacyImport["files"] = [];
  for (const fileIndex of [...indices].sort((a, b) => a - b)) {
    const summary = legacySummary(fileIndex, known, directory, options);
    const path = await writeSummary(store, summary);
    files.push({ fileIndex, name: summary.input.name, path });
  }
  return {
    files,
    lines: known.map(({ name, records, torn, replaced }) => ({
      name,
      read: records.size,
      torn,
      replaced,
    })),
    ignored: lines.filter(({ name }) => !isLegacyName(name)).map(({ name }) => name),
  };
}

/** The summary of one file index; pure. */
function legacySummary(
  fileIndex: number,
  lines: readonly LegacyLines[],
  directory: string,
  options: LegacyImportOptions,
): FileSummary {
  const {
    detector = defaultDetector(),
    run,
    times,
    units,
    thresholdAdc16,
    sampleCount,
    nowMs,
  } = options;
  const indexCount = detector.adcCount * detector.channelCount;
  const recordOf = (name: string): LegacyRecord | undefined =>
    lines.find((each) => each.name === name)?.records.get(fileIndex);
  const perAdc16 = unitsPerAdc16[units];
  const baselines = recordOf("baselines");
  const baseline = distributionOf(baselines, null, indexCount, perAdc16);
  const isRead = baselines ? baseline.p50.map((value) => (Number.isNaN(value) ? 0 : 1)) : null;
  const prefix = options.name ?? basename(resolve(directory));
  const firstMs = times && times.firstMs + fileIndex * times.stepMs;
  const counted = unknownQuantities({
    ...{ detector, triggerClasses: legacyClasses, spectrumScale: "power", lineBinsMHz: [] },
  });
  addCounts(counted, recordOf, indexCount);
  return {
    ...counted,
    schemaVersion: summarySchemaVersion,
    imported: { directory: basename(resolve(directory)), fileIndex, approximate },
    input: { name: `${prefix}_${fileIndex}`, sizeBytes: 0, mtimeMs: 0, run, subRun: null },
    detector,
    sampleCount,
    fileEventCount: 0,
    triggersTyped: true,
    triggerCodes: null,
    time: firstMs === undefined ? null : { firstMs, lastMs: firstMs },
    timeUnknown: firstMs === undefined ? "the old script kept no event times" : null,
    timeOrder: null,
    channelStatus: null,
    settings: {
      maxEvts: 0,
      powspecNevts: 0,
      thresholdAdc16:
        thresholdAdc16.length === 1
          ? new Array<number>(detector.adcCount).fill(thresholdAdc16[0]!)
          : [...thresholdAdc16],
      spectrumScale: "power",
    },
    softwareVersion,
    processedMs: nowMs,
    selectedEvents: [],
    spectrumEvents: [],
    eventCount: {},
    baselineTriggerClass: "self",
    baseline,
    noise: distributionOf(recordOf("noises"), isRead, indexCount, perAdc16),
    spectra: spectraOf(recordOf, isRead, indexCount),
    largestJump: null,
    jumpEvent: null,
    brightestEvents: null,
    exemplarEvents: null,
    largestIntegralEvent: null,
  };
}

type RecordOf = (name: string) => LegacyRecord | undefined;

/** Values of a table, one after another; NaN where it has null or is absent. */
function tableValues(
  record: LegacyRecord | undefined,
  key: string,
  indexCount: number,
): Float64Array {
  const table = record?.[key];
  return Array.isArray(table)
    ? Float64Array.from(table.flat(), (value) => value ?? Number.NaN)
    : new Float64Array(indexCount).fill(Number.NaN);
}

/** `data_c` with `data_l` below it (negative) and `data_u` above it. */
function distributionOf(
  record: LegacyRecord | undefined,
  isRead: Float64Array | null,
  indexCount: number,
  perAdc16: number,
): Distribution {
  const middle = tableValues(record, "data_c", indexCount);
  const isKnownAt = (channelIndex: number): boolean =>
    isRead ? isRead[channelIndex] === 1 : middle[channelIndex] !== 0;
  const plus = (key: string): Float64Array => {
    const offset = tableValues(record, key, indexCount);
    return middle.map((value, channelIndex) =>
      isKnownAt(channelIndex) ? (value + offset[channelIndex]!) / perAdc16 : Number.NaN,
    );
  };
  return {
    ...unknownDistribution(indexCount),
    p16: plus("data_l"),
    p50: middle.map((value, channelIndex) =>
      isKnownAt(channelIndex) ? value / perAdc16 : Number.NaN,
    ),
    p84: plus("data_u"),
  };
}

/** Adds counts as the old script kept them; without any, nothing was counted. */
function addCounts(into: KeptQuantities, recordOf: RecordOf, indexCount: number): void {
  for (const { name, flag, denominator, triggerClass } of countNames) {
    const record = recordOf(name);
    if (!record) continue;
    const counts = into[flag][triggerClass]![denominator];
    const valid = into.validCount[triggerClass]!;
    const passed = tableValues(record, "pass", indexCount);
    const total = tableValues(record, "totals", indexCount);
    for (let i = 0; i < indexCount; i++) {
      const [k, n] = [passed[i]!, total[i]!];
      // Passed without having been counted: the old script's two counts do not always agree.
      if (!(n >= 0 && k >= 0 && k <= n)) continue;
      counts.passed[i] = k;
      counts.total[i] = n;
      valid[i] = Math.max(valid[i]!, n);
    }
  }
}

function spectraOf(
  recordOf: RecordOf,
  isRead: Float64Array | null,
  indexCount: number,
): FileSummary["spectra"] {
  const binCount = lineFrequenciesMHz.length;
  const unknown = (): Float32Array => new Float32Array(indexCount * binCount).fill(Number.NaN);
  const p50 = unknown();
  for (const [bin, lineMHz] of lineFrequenciesMHz.entries())
    tableValues(recordOf(lineName(lineMHz)), "spectra_roi", indexCount).forEach(
      (power, channelIndex) => {
        // An inactive channel has 0 everywhere.
        if (isRead ? isRead[channelIndex] === 1 : power > 0)
          p50[channelIndex * binCount + bin] = power;
      },
    );
  return {
    scale: "power",
    frequencyMHz: Float64Array.from(lineFrequenciesMHz),
    p16: unknown(),
    p50,
    p84: unknown(),
    validCount: new Uint32Array(indexCount),
  };
}
