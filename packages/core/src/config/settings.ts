/**
 * The table of settings: one row each. Flags, `--help`, reading of YAML, the JSON schema, checks
 * of values and the documentation all come from it.
 */

import { dune2x2 } from "../detector/dune-2x2.js";
import { falseAlarmControls } from "../judge/states/false-alarms.js";
import { denominators } from "../quantities/denominator.js";
import type { Config } from "./config.js";
import * as kinds from "./value-kinds.js";

/** Headings of the help, in the order they are shown. */
export const settingGroups = ["Input", "Output", "Numbers", "Comparison", "Pages"] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** A field of the configuration that has a row: all but the limits, which checks declare. */
export type SettingField = Exclude<keyof Config, "limits">;

interface SettingRow<T> {
  kind: kinds.ValueKind<T>;
  default: T;
  group: SettingGroup;
  help: string;
}

const rows: { [Field in SettingField]: SettingRow<Config[Field]> } = {
  inputPath: {
    kind: kinds.path("dir"),
    default: ".",
    group: "Input",
    help: "directory that is searched for files when none are named",
  },
  fileSyntax: {
    kind: kinds.text("prefix"),
    default: "",
    group: "Input",
    help: "take only files from a directory whose name starts with this",
  },
  startRun: {
    kind: kinds.wholeNumber(0, "index"),
    default: 0,
    group: "Input",
    help: "index of the first file taken from a directory, in natural order of run numbers",
  },
  nfiles: {
    kind: kinds.wholeNumber(0),
    default: 0,
    group: "Input",
    help: "number of files taken from a directory; 0 takes all that follow",
  },
  channelStatusFile: {
    kind: kinds.optionalPath("csv"),
    default: null,
    group: "Input",
    help: "status of each channel, a row an ADC: -1 inactive, 0 good, 1 dead, 2 bad baseline, 3 both",
  },
  knownFaultsFile: {
    kind: kinds.optionalPath("csv|yaml"),
    default: null,
    group: "Input",
    help: "faults that are known for a time: rows of adc, channel, status, from, to, author, reason",
  },
  outputDir: {
    kind: kinds.path("dir"),
    default: "dqm_plots",
    group: "Output",
    help: "directory the reports are written to",
  },
  store: {
    kind: kinds.optionalPath("dir"),
    default: null,
    group: "Output",
    help: "directory of the persisted summaries; none: store in the output directory",
  },
  compactAbove: {
    kind: kinds.wholeNumber(0),
    default: 200,
    group: "Output",
    help: "pack the store when more summaries than this lie in files of their own; 0: never",
  },
  force: {
    kind: kinds.flag,
    default: false,
    group: "Output",
    help: "redo files whose report and summary already exist",
  },
  writeJsonBlobs: {
    kind: kinds.flag,
    default: false,
    group: "Output",
    help: "add the full spectra of every channel to the JSON document",
  },
  mergeGrafanaPlots: {
    kind: kinds.flag,
    default: false,
    group: "Output",
    help: "also write both masks into one picture",
  },
  maxEvts: {
    kind: kinds.wholeNumber(1),
    default: 500,
    group: "Numbers",
    help: "look at this many events at most, spread evenly over the file",
  },
  powspecNevts: {
    kind: kinds.wholeNumber(1),
    default: 500,
    group: "Numbers",
    help: "make spectra from this many of them at most",
  },
  ptps16bit: {
    kind: kinds.numberByAdc(dune2x2.adcCount),
    default: [500],
    group: "Numbers",
    help: "threshold of over-threshold and negative waveforms in ADC16 counts, for all ADCs or one each",
  },
  spectrumScale: {
    kind: kinds.choice(["power", "density"]),
    default: "power",
    group: "Numbers",
    help: "spectra as power a bin (V²) or as one-sided density (V²/Hz)",
  },
  threads: {
    kind: kinds.wholeNumber(0),
    default: 0,
    group: "Numbers",
    help: "threads that compute; 0: as many as the machine has cores",
  },
  ncomp: {
    kind: kinds.wholeNumber(-1),
    default: -1,
    group: "Comparison",
    help: "earlier files of the store to compare with: -1 all, 0 none, N the previous N",
  },
  referenceRun: {
    kind: kinds.optionalWholeNumber(0, "run"),
    default: null,
    group: "Comparison",
    help: "compare with the stored files of this run instead of the earlier ones; none: the earlier ones",
  },
  excludeBad: {
    kind: kinds.flag,
    default: true,
    group: "Comparison",
    help: "leave channels of earlier files that were bad by themselves out of the comparison",
  },
  falseAlarms: {
    kind: kinds.choice(falseAlarmControls),
    default: "discovery-rate",
    group: "Comparison",
    help: "how thousands of checks are kept from false alarms: by the rate of false discoveries (Benjamini-Hochberg), by persistence over two files, or not",
  },
  falseDiscoveryRate: {
    kind: kinds.share,
    default: 0.2,
    group: "Comparison",
    help: "share of false ones allowed among the statistical alarms of a file",
  },
  units: {
    kind: kinds.choice(["ADC16", "ADC14", "V"]),
    default: "ADC16",
    group: "Pages",
    help: "unit of baselines, noise and waveforms as shown; changes no verdict",
  },
  clippedPer: {
    kind: kinds.choices(denominators, "list"),
    default: ["epcb"],
    group: "Pages",
    help: "pages of clipped fractions, by what they are normalised to",
  },
  negativePer: {
    kind: kinds.choices(denominators, "list"),
    default: ["tpc"],
    group: "Pages",
    help: "pages of negative fractions, by what they are normalised to",
  },
  spectraPerChannel: {
    kind: kinds.flag,
    default: false,
    group: "Pages",
    help: "add pages with one spectrum a channel",
  },
  marks: {
    kind: kinds.choice(["emoji", "plain"]),
    default: "emoji",
    group: "Pages",
    help: "how the control room's pictures mark a bad channel",
  },
  timeZone: {
    kind: kinds.ianaTimeZone,
    default: "America/Chicago",
    group: "Pages",
    help: "zone that times are shown in",
  },
};

/** A row of the table, with the names it goes by. */
export interface Setting extends SettingRow<unknown> {
  /** Name in YAML files and, after `--`, on the command line. */
  key: string;
  field: SettingField;
}

/** Every setting but the limits, in the order they are shown. */
export const settings: readonly Setting[] = settingGroups.flatMap((group) =>
  (Object.keys(rows) as SettingField[])
    .filter((field) => rows[field].group === group)
    .map((field) => ({ ...(rows[field] as SettingRow<unknown>), field, key: kebabCase(field) })),
);

/** The row of a key; undefined for an unknown one. */
export function settingOf(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key);
}

function kebabCase(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
