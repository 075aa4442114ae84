import type { Config } from "../config/config.js";
import { recordedSettings } from "../config/describe-config.js";
import { detectorGroups } from "../detector/groups.js";
import type { Payload } from "../figures/payload.js";
import { conditionsOf, type RunType } from "../history/conditions.js";
import type { Answer } from "../judge/answer/answer.js";
import type { Check } from "../judge/check.js";
import { checks as builtInChecks } from "../judge/checks/index.js";
import { verdictInUnits } from "../judge/in-units.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { type Alarm, alarmsOf, recoveriesOf } from "../judge/states/alarms.js";
import { faultOf } from "../judge/states/faults.js";
import type { State, Verdict } from "../judge/states/verdict.js";
import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import type { FileSummary, InputFile } from "../summary.js";
import type { EventCut } from "../words/event-cut.js";
import type { TriggerCodeCount } from "../words/trigger-codes.js";
import { headline } from "./headline.js";
import type { FigurePage } from "./pages.js";
import { type AnswerRecord, answerRecord, countStates } from "./result.js";

/** Version of the JSON document's layout. */
const documentVersion = 1;

/**
 * `<stem>.light-dqm.json`: the report as data. Opens as a dashboard in JupyterLab; any other program
 * can read it too. Values and limits of verdicts are in the configured units; null is unknown.
 */
export interface LightDqmDocument {
  schemaVersion: typeof documentVersion;
  kind: "light-dqm-document";
  software: { name: "light-dqm"; version: string };
  input: InputFile & { path: string };
  /** ISO 8601, UTC. */
  processedAt: string;
  /** First and last event, milliseconds UTC; null where no time is valid. */
  time: { firstMs: number; lastMs: number } | null;
  /** Why `time` is null, in words; null where it is known. */
  timeUnknown: string | null;
  events: {
    inFile: number;
    selected: number;
    spectra: number;
    byTriggerClass: Partial<Record<TriggerClass, number>>;
    /** Every `trig_type` of the file, ascending; null where triggers are not typed. */
    byTriggerCode: TriggerCodeCount[] | null;
    /** What events had to fulfil to be analysed; absent where all were allowed. */
    cut?: EventCut;
  };
  /** Under which conditions it was taken; absent in earlier versions. Null is unknown. */
  conditions?: {
    runType: RunType;
    /** Whether the run type is set, not told from the data. */
    set: boolean;
    /** Typical light, ADC16 counts. */
    lightAdc16: number | null;
    /** Fraction of the events in which the typical TPC is lit. */
    litShare: number | null;
  };
  /** The effective configuration under its kebab-case keys. */
  configuration: Record<string, unknown>;
  /** SHA-256 of what is in the files that settings name, by setting; absent without any. */
  settingFiles?: Readonly<Record<string, string>>;
  /** The result, whom to call and how many faults there are; absent in earlier versions. */
  answer?: AnswerRecord;
  /** The result in words, beginning with the sentence of the answer. */
  headline: string;
  counts: Record<State, number>;
  /** Earlier files that it was compared with, and those that were refused. */
  reference: {
    files: string[];
    refused: { file: string; reason: string }[];
    /** Changes with the stored files that it was judged with; absent in earlier versions. */
    stamp?: string;
  };
  /** What cannot be shown, and why. */
  notes: string[];
  verdicts: Verdict[];
  /** Each fault once: group faults instead of their members. */
  alarms: AlarmRecord[];
  /** What was an alarm in the previous file and is ok now; absent in earlier versions. */
  recoveries?: AlarmRecord[];
  /** The checks that it was judged with; absent in earlier versions. */
  checks?: CheckWords[];
  figures: { bookmark: string; payload: Payload }[];
  /** With `write-json-blobs`: median power of every channel. [adc][channel][bin] */
  spectra?: { frequencyMHz: number[]; unit: "V²" | "V²/Hz"; p50: (number | null)[][][] };
  /** Names of the files of this report, beside this one; itself included. */
  files: string[];
}

/** A fault: `verdict` points into `verdicts`. */
export interface AlarmRecord extends Omit<Alarm, "verdict"> {
  verdict: number;
  /** When to call the callers, as a sentence; empty for a recovery. Absent in earlier versions. */
  call?: string;
}

/** What a check finds and what to do then. */
export interface CheckWords extends Pick<Check, "name" | "title" | "action" | "callers"> {
  /** What a bad state means. */
  means: string;
}

/** The report of a judged file as data. */
export function reportDocument(
  judged: JudgedFile,
  answer: Answer,
  pages: FigurePage[],
  config: Config,
  {
    inputPath,
    notes,
    files,
    settingFiles,
    referenceStamp,
  }: {
    inputPath: string;
    notes: string[];
    files: string[];
    settingFiles: Readonly<Record<string, string>>;
    referenceStamp: string | undefined;
  },
): LightDqmDocument {
  const { summary, verdicts, reference, checks = builtInChecks } = judged;
  const numberOf = new Map(verdicts.map((verdict, i) => [verdict, i]));
  const record = (alarm: Alarm): AlarmRecord => ({
    ...alarm,
    verdict: numberOf.get(alarm.verdict)!,
    call: faultOf(alarm, alarm.verdict).call,
  });
  return {
    schemaVersion: documentVersion,
    kind: "light-dqm-document",
    software: { name: "light-dqm", version: summary.softwareVersion },
    input: { ...summary.input, path: inputPath },
    processedAt: new Date(summary.processedMs).toISOString(),
    time: summary.time,
    timeUnknown: summary.timeUnknown,
    events: {
      inFile: summary.fileEventCount,
      selected: summary.selectedEvents.length,
      spectra: summary.spectrumEvents.length,
      byTriggerClass: summary.eventCount,
      byTriggerCode: summary.triggerCodes,
      ...(summary.settings.cut ? { cut: summary.settings.cut } : {}),
    },
    conditions: conditionsRecord(summary, config),
    configuration: recordedSettings(config),
    ...(Object.keys(settingFiles).length > 0 ? { settingFiles } : {}),
    answer: answerRecord(answer),
    headline: headline(judged, config, answer),
    counts: countStates(verdicts),
    reference: {
      files: reference?.files ?? [],
      refused: reference?.refused ?? [],
      ...(referenceStamp === undefined ? {} : { stamp: referenceStamp }),
    },
    notes,
    verdicts: verdicts.map((verdict) => verdictInUnits(verdict, config.units)),
    alarms: alarmsOf(verdicts, checks).map(record),
    recoveries: recoveriesOf(verdicts, checks).map(record),
    checks: checks.map(({ name, title, meaning, action, callers }) => ({
      ...{ name, title, means: meaning, action, callers },
    })),
    figures: pages.map(({ bookmark, payload }) => ({ bookmark, payload })),
    ...(config.writeJsonBlobs ? { spectra: spectraOf(judged) } : {}),
    files,
  };
}

function conditionsRecord(
  summary: FileSummary,
  { runType: setting }: Config,
): NonNullable<LightDqmDocument["conditions"]> {
  const { runType, lightAdc16, litShare } = conditionsOf(summary, setting);
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    ...{ runType, set: setting !== "auto" },
    ...{ lightAdc16: known(lightAdc16), litShare: known(litShare) },
  };
}

function spectraOf({
  summary: { spectra, detector },
}: JudgedFile): NonNullable<LightDqmDocument["spectra"]> {
  const { adcCount, channelCount } = detector;
  const { indexOf } = detectorGroups(detector);
  const binCount = spectra.frequencyMHz.length;
  const powerOf = (channelIndex: number): (number | null)[] =>
    Array.from(
      spectra.p50.subarray(channelIndex * binCount, (channelIndex + 1) * binCount),
      (power) => (Number.isFinite(power) ? Number(power.toPrecision(6)) : null),
    );
  return {
    frequencyMHz: Array.from(spectra.frequencyMHz),
    unit: spectra.scale === "power" ? "V²" : "V²/Hz",
    p50: Array.from({ length: adcCount }, (_, adc) =>
      Array.from({ length: channelCount }, (_, channel) => powerOf(indexOf(adc, channel))),
    ),
  };
}
