/**
 * Light DQM in notebooks: `import { openRun, show } from "@light-dqm/core/notebook"`. For the tslab
 * kernel, for Deno's, and, as text, for plain Node.
 */

export {
  gridMaskPayload as gridMask,
  heatMapPayload as heatMap,
  histogramPayload as histogram,
  linesPayload as lines,
  panelsPayload as panels,
  pointsPayload as points,
  type Series,
} from "../figures/forms/plot/index.js";
export { sourceOf } from "../figures/source-of.js";
export type { OwnCase, OwnCheck, OwnFinding } from "../judge/own/own-row.js";
export type { ChangeRow, ShiftRow } from "./changes/changed-channels.js";
export { baselineShifts, changedChannels } from "./changes/changed-channels.js";
export { type CompareOptions, compareRuns } from "./changes/compare-runs.js";
export { previousRun } from "./changes/previous-run.js";
export { type HistoryChangeRow, stateChanges } from "./changes/state-changes.js";
export { type CloseUpOptions, closeUp } from "./close-up/close-up.js";
export { type FaultRow, faults } from "./faults.js";
export type { History, HistoryChannelRow, HistoryRow, HistoryRowOptions } from "./history.js";
export { historyRows, historySummary, openHistory } from "./history.js";
export { payloadMime } from "./kernel/bundle.js";
export { type NotebookProgress, startProgress } from "./kernel/progress.js";
export { type MadeWithRow, madeWith } from "./made-with.js";
export {
  flowFiles,
  type OpenSettings,
  openRun,
  openWaveforms,
  type Run,
  rejudge,
  storeOf,
} from "./open-run.js";
export type { ChannelRow, FractionRow, VerdictRow, WorstRow } from "./rows.js";
export { channelRows, fractionRows, verdictRows, worstChannels } from "./rows.js";
export {
  baselineMask,
  baselines,
  brightestEvents,
  checkMask,
  exemplars,
  flatlineMask,
  fractions,
  largestJump,
  noise,
  quantiles,
  quantityMap,
  reportFigures,
  spectra,
  verdictMap,
  verdictMask,
  waveformsOf,
} from "./run-figures.js";
export type { RunSettings } from "./run-settings.js";
export { shiftSummary } from "./shift-summary.js";
export { show, showTable, showText } from "./show.js";
export { saveTable } from "./tables/save-table.js";
export type { Row } from "./tables/table.js";
export { baselineTrend, fractionTrend, lineTrend, noiseTrend, quantityTrend } from "./trends.js";
