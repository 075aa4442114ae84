/** The public interface of @light-dqm/core, by idea. */

// Whole reports, end to end

export type { Config } from "./config/config.js";
export { configSchema, configYaml, plainConfig } from "./config/describe-config.js";
export type { ConfigSources, LoadedConfig, Origin } from "./config/load-config.js";
export { defaultConfig, loadConfig } from "./config/load-config.js";
export type { OutputFile } from "./files/output-files.js";
export { reportFiles } from "./pipeline/batch.js";
export { type JudgeHooks, judgeSummary } from "./pipeline/judge-summary.js";
export { type SummarizeOptions, summarizeFile } from "./pipeline/one-file.js";
export type { PipelineHooks, Progress, ReportOutcome } from "./pipeline/outcomes.js";
export { redoStaleReports } from "./pipeline/stale/redo-stale.js";
export { type StaleReport, staleReports } from "./pipeline/stale/stale-reports.js";
export { storeDirectory } from "./pipeline/store-upkeep.js";
export { argumentsSections } from "./report/arguments.js";
export type { Section } from "./report/changes.js";
export type { AlarmRecord, CheckWords, LightDqmDocument } from "./report/document.js";
export { type ReportPlace, renderReport } from "./report/report.js";

// The detector and errors

export { defaultDetector, detectorNames, detectorOf } from "./detector/index.js";
export type { DetectorProfile } from "./detector/profile.js";
export { type ErrorCode, type ErrorParts, isLightDqmError, LightDqmError } from "./errors.js";
export { softwareVersion } from "./version.js";

// FLOW files: finding, reading, simulating

export { readChannelStatus } from "./flow/channel-status.js";
export { discoverFlowFiles, resolveInputs } from "./flow/discover.js";
export type { FlowEvents } from "./flow/flow-events.js";
export { type OpenFlowFile, openFlowFile } from "./flow/flow-file.js";
export { simulateFlowFile } from "./flow/simulation/simulate-file.js";
export { simulateRun } from "./flow/simulation/simulate-run.js";
export type { ChannelWaveform, EventChoice } from "./flow/waveforms/event-choice.js";
export type { LightEvent } from "./flow/waveforms/light-event.js";
export { openWaveforms, type Waveforms } from "./flow/waveforms/open-waveforms.js";
export type { Where } from "./flow/waveforms/where.js";

// Building blocks: numbers of waveforms, spectra, statistics, counts, groups, units

export * from "./blocks.js";

// The numbers of a file

export type { Engine, EngineHooks } from "./compute/engine.js";
export { type FastEngineSettings, fastEngine } from "./compute/fast/fast-engine.js";
export { plainEngine } from "./compute/plain/plain-engine.js";
export { selectEvents } from "./compute/select-events.js";
export { numbersSettings } from "./config/numbers-settings.js";
export type { ExemplarEvents, ExemplarKind } from "./quantities/indexed-by/exemplar-kind.js";
export { type TriggerClass, triggerClasses } from "./quantities/indexed-by/trigger-class.js";
export type { Distribution, Quantiles } from "./quantities/kept/distribution.js";
export type { DarkLines, LinePeak } from "./quantities/kept/lines.js";
export { linePower, type Spectra } from "./quantities/kept/spectra.js";
export type { Selection, ViewKind } from "./quantities/kept/view.js";
export type { EarlierFractions } from "./quantities/pools/counts.js";
export type { EarlierLines } from "./quantities/pools/lines.js";
export type { EarlierMedians } from "./quantities/pools/medians.js";
export { type Flag, flags, type QuantityName } from "./quantities/table.js";
export * from "./summary.js";

// The store, and earlier files

export { type Comparison, compareSummaries, type Difference } from "./history/compare.js";
export { overlaySummaries, runValues } from "./history/overlay/run-values.js";
export type { Reference } from "./history/reference.js";
export { rollUp } from "./history/roll-up.js";
export { readTrend } from "./history/trend.js";
export type { Trend, TrendQuantity, TrendScope, TrendSeries } from "./history/trend-series.js";
export type { LegacyImport, LegacyImportOptions } from "./store/legacy/import.js";
export { importLegacy } from "./store/legacy/import.js";
export type { Provenance } from "./store/parquet/provenance.js";
export { querySummaries, type SqlAnswer } from "./store/parquet/sql.js";
export { type Compaction, type CompactOptions, compactStore } from "./store/parts/compact.js";
export type { ReadOptions, SummaryEntry } from "./store/store.js";
export {
  earlierSummaries,
  findSummary,
  listSummaries,
  readSummary,
  writeSummary,
} from "./store/store.js";

// Judgement

export type { Answer, AnswerWord, ChannelCounts, FaultCount } from "./judge/answer/answer.js";
export { answerOf } from "./judge/answer/answer-of.js";
export type { Call, FaultPlaces } from "./judge/answer/calls.js";
export { badByThemselves } from "./judge/bad-channels.js";
export { changesBetween, type StateChange } from "./judge/changes/changes-between.js";
export type { Check, CheckLimits, LimitRow, Limits } from "./judge/check.js";
export { checks } from "./judge/checks/index.js";
export { verdictInUnits } from "./judge/in-units.js";
export { judge } from "./judge/judge.js";
export type { Judgement } from "./judge/judge-file.js";
export type { JudgedFile } from "./judge/judged-file.js";
export { defaultLimits } from "./judge/limits.js";
export { type CheckSource, checkTable } from "./judge/own/check-table.js";
export type { OwnCase, OwnCheck, OwnFinding } from "./judge/own/own-row.js";
export { startWatch } from "./judge/start-watch.js";
export { type Alarm, alarmsOf, recoveriesOf } from "./judge/states/alarms.js";
export type { FalseAlarmControl } from "./judge/states/false-alarms.js";
export type { Fault } from "./judge/states/faults.js";
export { type KnownFault, parseKnownFaults } from "./judge/states/known/known-faults.js";
export type { Mask, MaskCell } from "./judge/states/mask.js";
export {
  allChecksMask,
  allChecksMaskOf,
  maskCells,
  maskStates,
  maskSummary,
  masks,
  masksOf,
} from "./judge/states/mask.js";
export type { Change, Scope, State, Verdict } from "./judge/states/verdict.js";
export { states } from "./judge/states/verdict.js";
export type { Watch, WatchedFile, WatchSettings } from "./judge/watch.js";
export { type Flip, rejudge } from "./rejudge/rejudge.js";
export { type RejudgeOptions, rejudgeStore } from "./rejudge/rejudge-store.js";
export type { Rejudgement } from "./rejudge/rejudgement.js";

// Figures

export * from "./figures/index.js";
export { renderPdf, renderPng, renderSvg } from "./render/index.js";
