/** The public interface of @light-dqm/core. */
export type { Engine, EngineHooks } from "./compute/engine.js";
export type { FastEngineSettings } from "./compute/fast-engine.js";
export { fastEngine } from "./compute/fast-engine.js";
export { plainEngine } from "./compute/plain-engine.js";
export { configSchema, configYaml, plainConfig } from "./config/describe-config.js";
export type { ConfigSources, LoadedConfig, Origin } from "./config/load-config.js";
export { defaultConfig, loadConfig } from "./config/load-config.js";
export type { Config } from "./config.js";
export type { DetectorGroups, DetectorProfile } from "./detector.js";
export { detectorGroups, dune2x2 } from "./detector.js";
export type { ErrorCode, ErrorParts } from "./errors.js";
export { isLightDqmError, LightDqmError } from "./errors.js";
export * from "./figures/index.js";
export { readChannelStatus } from "./flow/channel-status.js";
export { discoverFlowFiles, resolveInputs } from "./flow/discover.js";
export { fileStem } from "./flow/file-name.js";
export type { FlowEvents } from "./flow/flow-events.js";
export type { OpenFlowFile } from "./flow/flow-file.js";
export { openFlowFile } from "./flow/flow-file.js";
export { selectEvents } from "./flow/select-events.js";
export { simulateFlowFile } from "./flow/simulate.js";
export { simulateRun } from "./flow/simulate-run.js";
export type { Compaction, CompactOptions } from "./history/compact.js";
export { compactStore } from "./history/compact.js";
export type { Comparison, Difference } from "./history/compare.js";
export { compareSummaries } from "./history/compare.js";
export type { LegacyImport, LegacyImportOptions } from "./history/legacy-import.js";
export { importLegacy } from "./history/legacy-import.js";
export type { Provenance } from "./history/provenance.js";
export type { EarlierLines, EarlierMedians, Reference } from "./history/reference.js";
export { rollUp } from "./history/roll-up.js";
export type { SqlAnswer } from "./history/sql.js";
export { querySummaries } from "./history/sql.js";
export type { ReadOptions, SummaryEntry } from "./history/store.js";
export {
  earlierSummaries,
  findSummary,
  listSummaries,
  readSummary,
  writeSummary,
} from "./history/store.js";
export { readTrend } from "./history/trend.js";
export type { Trend, TrendQuantity, TrendScope, TrendSeries } from "./history/trend-series.js";
export type { Alarm } from "./judge/alarms.js";
export { alarmsOf, recoveriesOf } from "./judge/alarms.js";
export { badByThemselves } from "./judge/bad-channels.js";
export type { Check, CheckLimits, LimitRow, Limits } from "./judge/check.js";
export { checks } from "./judge/checks.js";
export type { FalseAlarmControl } from "./judge/false-alarms.js";
export { verdictInUnits } from "./judge/in-units.js";
export { defaultLimits, judge } from "./judge/judge.js";
export type { FileInHistory, Judgement } from "./judge/judge-file.js";
export { judgeFile } from "./judge/judge-file.js";
export type { JudgedFile } from "./judge/judged-file.js";
export type { KnownFault } from "./judge/known-faults.js";
export { parseKnownFaults } from "./judge/known-faults.js";
export type { Mask, MaskCell } from "./judge/mask.js";
export { allChecksMask, maskCells, maskStates, maskSummary, masks } from "./judge/mask.js";
export type { Flip } from "./judge/rejudge.js";
export { rejudge } from "./judge/rejudge.js";
export type { Rejudgement } from "./judge/rejudgement.js";
export type { Change, Scope, State, Verdict } from "./judge/verdict.js";
export { states } from "./judge/verdict.js";
export type { PipelineHooks, Progress, ReportOutcome } from "./pipeline.js";
export { judgeSummary, reportFiles, storeDirectory, summarizeFile } from "./pipeline.js";
export type { RejudgeOptions } from "./rejudge/rejudge-store.js";
export { rejudgeStore } from "./rejudge/rejudge-store.js";
export { renderPdf, renderPng, renderSvg } from "./render/index.js";
export type { LightDqmDocument } from "./report/document.js";
export * from "./summary.js";
export type { Units } from "./units.js";
export { fromAdc16, unitLabels, unitsPerAdc16 } from "./units.js";
export { softwareVersion } from "./version.js";
