/** Every setting of the package: defaults < YAML file < flags. */
import type { Limits } from "../judge/check.js";
import type { FalseAlarmControl } from "../judge/states/false-alarms.js";
import type { SpectrumScale } from "../numerics/fourier/power-spectrum.js";
import type { Denominator } from "../quantities/denominator.js";
import type { Units } from "../units.js";

/** The effective configuration, as recorded with every report. */
export interface Config {
  /** Directory that is searched for files when none are named. */
  inputPath: string;
  /** Only files whose name starts with this are taken from a directory. */
  fileSyntax: string;
  /** Index, in natural order, of the first file that is taken from a directory. */
  startRun: number;
  /** Files taken from a directory; 0 means all that follow. */
  nfiles: number;
  /** CSV of adcCount × channelCount status codes; null: none. */
  channelStatusFile: string | null;
  /** CSV or YAML of faults that are known for a time; null: none. */
  knownFaultsFile: string | null;
  outputDir: string;
  /** Directory of the persisted summaries; null: `store` in the output directory. */
  store: string | null;
  /** The store is compacted when more summaries than this lie by themselves; 0: never. */
  compactAbove: number;
  /** Redo files whose report and summary already exist. */
  force: boolean;
  units: Units;
  /** Threshold in ADC16 counts, one an ADC or one for all. */
  ptps16bit: number[];
  maxEvts: number;
  powspecNevts: number;
  /** Threads that compute, 0: as many as the machine has cores. Changes no number. */
  threads: number;
  /** Earlier files to compare with: −1 all, 0 none, N the previous N. */
  ncomp: number;
  /** The files of this run are compared with instead of the earlier ones; null: the earlier ones. */
  referenceRun: number | null;
  /** Leaves channels of earlier files that were bad by themselves out of the comparison. */
  excludeBad: boolean;
  /** How thousands of checks are kept from giving false alarms. */
  falseAlarms: FalseAlarmControl;
  /** Share of false ones allowed among the statistical alarms of a file. */
  falseDiscoveryRate: number;
  spectrumScale: SpectrumScale;
  /** Pages of clipped and negative fractions are made for these denominators. */
  clippedPer: Denominator[];
  negativePer: Denominator[];
  /** Adds pages with one spectrum a channel. */
  spectraPerChannel: boolean;
  /** Adds the full spectra of every channel to the JSON document. */
  writeJsonBlobs: boolean;
  /** Also writes both masks into one picture. */
  mergeGrafanaPlots: boolean;
  /** How the control room's pictures mark a bad channel. */
  marks: "emoji" | "plain";
  /** IANA zone that times are shown in. */
  timeZone: string;
  /** Limits of the checks, each with a default of its check. */
  limits: Limits;
}
