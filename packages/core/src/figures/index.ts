/** Figures: payloads, and payload → plotly figure. Runs in Node and in browsers. */

export { type GroupKind, groupKinds, groupTitle } from "../detector/channel-groups.js";
export { detectorGroups } from "../detector/groups.js";
export type { DetectorProfile } from "../detector/profile.js";
export { fileStem, type RunNumbers, runNumbers } from "../flow/file-name.js";
export { type ChannelRows, channelRows } from "./channel-rows.js";
export * from "./figure.js";
export { altText, figureOf } from "./figure-of.js";
export type { FigureOptions } from "./figure-options.js";
export type {
  ChannelMaskOptions,
  ChannelMaskPayload,
  ChannelState,
  MaskWording,
} from "./forms/channel-mask/payload.js";
export { channelMaskPayload, maskWordings } from "./forms/channel-mask/payload.js";
export type { ChannelQuantilesPayload, QuantilesOptions } from "./forms/channel-quantiles.js";
export { comparisonPayload, quantilesPayload } from "./forms/channel-quantiles.js";
export { mapGrid } from "./forms/detector-map/grid.js";
export type { MapQuantity, QuantityMapOptions } from "./forms/detector-map/numbers.js";
export { quantityMapPayload } from "./forms/detector-map/numbers.js";
export { type DetectorMapPayload, maskOfMap } from "./forms/detector-map/payload.js";
export { type StateMapOptions, stateMapPayload } from "./forms/detector-map/states.js";
export { type FigurePayload, type FigureWords, figurePayload } from "./forms/figure.js";
export type {
  FractionAlternative,
  FractionColumns,
  FractionOptions,
  FractionPanelsPayload,
} from "./forms/fraction-panels/payload.js";
export { fractionPayload } from "./forms/fraction-panels/payload.js";
export type {
  AxisSettings,
  Counted,
  GridMaskSettings,
  HeatMapSettings,
  HistogramSettings,
  Numbers,
  PanelsSettings,
  PlotPanel,
  PlotPayload,
  PlotSettings,
  Series,
  SeriesSettings,
} from "./forms/plot/index.js";
export {
  gridMaskPayload,
  heatMapPayload,
  histogramPayload,
  linesPayload,
  panelsPayload,
  pointsPayload,
} from "./forms/plot/index.js";
export type { SpectraOptions, SpectraPayload, SpectrumLine } from "./forms/spectra.js";
export { alarmSpectraPayload, spectraPayload } from "./forms/spectra.js";
export type { TrendGrid, TrendGridLine } from "./forms/trend/grid-payload.js";
export { trendGridPayload } from "./forms/trend/grid-payload.js";
export type { TrendFile, TrendOptions, TrendPayload } from "./forms/trend/payload.js";
export { trendPayload } from "./forms/trend/payload.js";
export { type UnavailablePayload, unavailablePayload } from "./forms/unavailable.js";
export { brightestPayloads } from "./forms/waveforms/brightest.js";
export { exemplarPayloads } from "./forms/waveforms/exemplars.js";
export { waveformsPayload } from "./forms/waveforms/one-event.js";
export type { WaveformsPanel, WaveformsPayload } from "./forms/waveforms/payload.js";
export type { WaveformsOptions } from "./forms/waveforms/words.js";
export { isPayload, type Payload, type PayloadKind, parsePayload } from "./payload.js";
export { payloadVersion, type Source } from "./payload-schema.js";
export { defaultTimeZone, type PayloadOptions, sourceOf } from "./source-of.js";
export { decadeTicks, linearTicks, logTicks, type Ticks } from "./style/axes.js";
export { type Palette, palettes, stateMarks, type Theme } from "./style/palette.js";
export { trapText } from "./style/place-text.js";
export { type TimeText, timeRangeText, timeText } from "./style/time-text.js";
export { timeTicks } from "./style/time-ticks.js";
