/**
 * The table of settings: one row each. The type of the configuration, flags, `--help`, reading of
 * YAML, the JSON schema, checks of values, which settings make a report be reprocessed, and the documentation
 * all come from it.
 */

import { defaultDetectorName } from "../detector/index.js";
import { defaultTimeZone } from "../figures/source-of.js";
import { type RunTypeSetting, runTypeSettings } from "../history/conditions.js";
import type { CheckSource } from "../judge/own/check-table.js";
import type { OwnCheck } from "../judge/own/own-row.js";
import type { FalseAlarmControl } from "../judge/states/false-alarms.js";
import { defaultFalseDiscoveryRate, falseAlarmControls } from "../judge/states/false-alarms.js";
import type { SpectrumScale } from "../numerics/fourier/power-spectrum.js";
import type { RunNumber } from "../numerics/run-number.js";
import { type Denominator, denominators } from "../quantities/indexed-by/denominator.js";
import { type Units, unitNames } from "../units.js";
import * as kinds from "./value-kinds.js";

/** What a setting is: everything that is said of it and done with it follows. */
interface SettingRow<T> {
  kind: kinds.ValueKind<T>;
  default: T;
  /** Heading of the help. */
  group: "Input" | "Output" | "Numbers" | "Comparison" | "Pages";
  /** The first results that change with the value. `nothing`: only what is done, and where; `speed`: how fast. */
  affects: "numbers" | "judgement" | "pages" | "nothing" | "speed";
  help: string;
}

const row = <T>(made: SettingRow<T>): SettingRow<T> => made;

/** In the order they are shown. */
const rows = {
  inputPath: row<string>({
    kind: kinds.directory,
    default: ".",
    group: "Input",
    affects: "nothing",
    help: "directory searched for files when none are named",
  }),
  fileSyntax: row<string>({
    kind: kinds.text("prefix"),
    default: "",
    group: "Input",
    affects: "nothing",
    help: "use only files of a directory whose name starts with this",
  }),
  startRun: row<number>({
    kind: kinds.wholeNumber(0, "index"),
    default: 0,
    group: "Input",
    affects: "nothing",
    help: "index of the first file used of a directory, in natural order of run numbers",
  }),
  nfiles: row<number>({
    kind: kinds.wholeNumber(0),
    default: 0,
    group: "Input",
    affects: "nothing",
    help: "number of files used of a directory; 0: all that follow",
  }),
  detector: row<string>({
    kind: kinds.detector,
    default: defaultDetectorName,
    group: "Input",
    affects: "numbers",
    help: "detector that the files are of: a built-in one, or the file of a description",
  }),
  channelStatusFile: row<string | null>({
    kind: kinds.optionalFile("csv"),
    default: null,
    group: "Input",
    affects: "numbers",
    help: "status of each channel, one row per ADC: -1 inactive, 0 good, 1 dead, 2 bad baseline, 3 both",
  }),
  knownFaultsFile: row<string | null>({
    kind: kinds.optionalFile("csv|yaml"),
    default: null,
    group: "Input",
    affects: "judgement",
    help: "known faults and their dates: rows of adc, channel, status, from, to, author, reason",
  }),
  outputDir: row<string>({
    kind: kinds.directory,
    default: "dqm_plots",
    group: "Output",
    affects: "nothing",
    help: "directory the reports are written to",
  }),
  store: row<string | null>({
    kind: kinds.optionalDirectory,
    default: null,
    group: "Output",
    affects: "nothing",
    help: "directory of the stored summaries; none: store in the output directory",
  }),
  compactAbove: row<number>({
    kind: kinds.wholeNumber(0),
    default: 200,
    group: "Output",
    affects: "nothing",
    help: "pack the store when it holds more single files than this; 0: never",
  }),
  keepSpectra: row<number>({
    kind: kinds.wholeNumber(0),
    default: 100,
    group: "Output",
    affects: "nothing",
    help: "so many of the newest files keep full spectra and waveforms in the store; older ones rounded medians",
  }),
  force: row<boolean>({
    kind: kinds.flag,
    default: false,
    group: "Output",
    affects: "nothing",
    help: "reprocess files whose report and summary already exist",
  }),
  writeJsonBlobs: row<boolean>({
    kind: kinds.flag,
    default: false,
    group: "Output",
    affects: "pages",
    help: "add the full spectra of every channel to the JSON document",
  }),
  mergeGrafanaPlots: row<boolean>({
    kind: kinds.flag,
    default: false,
    group: "Output",
    affects: "pages",
    help: "also write all masks into one picture",
  }),
  maxEvts: row<number>({
    kind: kinds.wholeNumber(1),
    default: 500,
    group: "Numbers",
    affects: "numbers",
    help: "analyse at most this many events, spread evenly over the file",
  }),
  powspecNevts: row<number>({
    kind: kinds.wholeNumber(1),
    default: 500,
    group: "Numbers",
    affects: "numbers",
    help: "use at most this many of them for spectra",
  }),
  ptps16bit: row<number[]>({
    kind: kinds.numberByAdc,
    default: [500],
    group: "Numbers",
    affects: "numbers",
    help: "threshold of over-threshold and negative waveforms in ADC16 counts, one for all ADCs or one per ADC",
  }),
  spectrumScale: row<SpectrumScale>({
    kind: kinds.choice(["power", "density"]),
    default: "power",
    group: "Numbers",
    affects: "numbers",
    help: "spectra as power per bin (V²) or as one-sided density (V²/Hz)",
  }),
  jobs: row<number>({
    kind: kinds.wholeNumber(0),
    default: 0,
    group: "Input",
    affects: "speed",
    help: "number of files worked on at once; 0: one per core",
  }),
  threads: row<number>({
    kind: kinds.wholeNumber(0),
    default: 0,
    group: "Numbers",
    affects: "speed",
    help: "number of compute threads, of all jobs together; 0: one per core",
  }),
  memoryMb: row<number>({
    kind: kinds.wholeNumber(1),
    default: 1280,
    group: "Numbers",
    affects: "speed",
    help: "memory for waveforms and powers that are being computed, of all jobs together, MiB",
  }),
  ncomp: row<number>({
    kind: kinds.wholeNumber(-1),
    default: 20,
    group: "Comparison",
    affects: "judgement",
    help: "how many earlier files a level rests on at most: -1 all, 0 none",
  }),
  referenceRun: row<RunNumber | null>({
    kind: kinds.optionalRunNumber,
    default: null,
    group: "Comparison",
    affects: "judgement",
    help: "compare with the stored files of this run instead of the earlier files; none: the earlier files",
  }),
  excludeBad: row<boolean>({
    kind: kinds.flag,
    default: true,
    group: "Comparison",
    affects: "judgement",
    help: "exclude channels of earlier files that were bad on absolute limits from the reference",
  }),
  runType: row<RunTypeSetting>({
    kind: kinds.choice(runTypeSettings, "type"),
    default: "auto",
    group: "Comparison",
    affects: "judgement",
    help: "type of the run: auto tells it from triggers and light; what depends on light is compared with files of the same type only",
  }),
  falseAlarms: row<FalseAlarmControl>({
    kind: kinds.choice(falseAlarmControls),
    default: "discovery-rate",
    group: "Comparison",
    affects: "judgement",
    help: "control of false alarms over thousands of tests: false discovery rate (Benjamini-Hochberg), persistence over two files, or none",
  }),
  falseDiscoveryRate: row<number>({
    kind: kinds.fraction,
    default: defaultFalseDiscoveryRate,
    group: "Comparison",
    affects: "judgement",
    help: "allowed fraction of false alarms among the statistical alarms of a file",
  }),
  checks: row<CheckSource[]>({
    kind: kinds.files<OwnCheck>("mjs[,…]"),
    default: [],
    group: "Comparison",
    affects: "judgement",
    help: "files of checks of your own, which run with the built-in ones: JavaScript modules that export a list of them",
  }),
  units: row<Units>({
    kind: kinds.choice(unitNames),
    default: "ADC16",
    group: "Pages",
    affects: "pages",
    help: "unit of baselines, noise and waveforms as shown; verdicts do not depend on it",
  }),
  clippedPer: row<Denominator[]>({
    kind: kinds.choices(denominators, "list"),
    default: ["epcb"],
    group: "Pages",
    affects: "pages",
    help: "pages of clipped fractions, by denominator",
  }),
  negativePer: row<Denominator[]>({
    kind: kinds.choices(denominators, "list"),
    default: ["tpc"],
    group: "Pages",
    affects: "pages",
    help: "pages of negative fractions, by denominator",
  }),
  spectraPerChannel: row<boolean>({
    kind: kinds.flag,
    default: false,
    group: "Pages",
    affects: "pages",
    help: "add pages with one spectrum per channel",
  }),
  marks: row<"emoji" | "plain">({
    kind: kinds.choice(["emoji", "plain"]),
    default: "emoji",
    group: "Pages",
    affects: "pages",
    help: "mark of a bad channel in the control room's pictures",
  }),
  timeZone: row<string>({
    kind: kinds.ianaTimeZone,
    default: defaultTimeZone,
    group: "Pages",
    affects: "pages",
    help: "time zone of the times shown",
  }),
};

/** A field of the configuration that has a row: all but the limits, which checks declare. */
export type SettingField = keyof typeof rows;

/** The value of every setting. */
export type SettingValues = {
  [Field in SettingField]: (typeof rows)[Field]["default"];
};

/** A row of the table, with the names it goes by. */
export interface Setting extends SettingRow<unknown> {
  /** Name in YAML files and, after `--`, on the command line. */
  key: string;
  field: SettingField;
}

/** Every setting but the limits, in the order they are shown. */
export const settings: readonly Setting[] = Object.entries(rows).map(([field, each]) => ({
  ...(each as SettingRow<unknown>),
  field: field as SettingField,
  key: kebabCase(field),
}));

/** The row of a key; undefined for an unknown one. */
export function settingOf(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key);
}

/** `maxEvts` as `max-evts`. */
export function kebabCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
