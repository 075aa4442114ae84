/** Figures: payloads, and payload → plotly figure. Runs in Node and in browsers. */

export * from "./figure.js";
export { altText, figureOf } from "./figure-of.js";
export type { FigureOptions } from "./figure-options.js";
export { comparisonPayload } from "./forms/comparison-payload.js";
export type { FractionOptions } from "./forms/fraction-payload.js";
export { fractionPayload } from "./forms/fraction-payload.js";
export type { ChannelMaskOptions, ChannelState, MaskWording } from "./forms/mask-payload.js";
export { channelMaskPayload, maskWordings } from "./forms/mask-payload.js";
export type { QuantilesOptions } from "./forms/quantiles-payload.js";
export { quantilesPayload } from "./forms/quantiles-payload.js";
export type { SpectraOptions } from "./forms/spectra-payload.js";
export { spectraPayload } from "./forms/spectra-payload.js";
export type { TrendGrid, TrendGridLine } from "./forms/trend-grid-payload.js";
export { trendGridPayload } from "./forms/trend-grid-payload.js";
export type { TrendFile, TrendOptions } from "./forms/trend-payload.js";
export { trendPayload } from "./forms/trend-payload.js";
export type { WaveformsOptions } from "./forms/waveforms-payload.js";
export { waveformsPayload } from "./forms/waveforms-payload.js";
export { isPayload, parsePayload } from "./parse-payload.js";
export type * from "./payload.js";
export { payloadVersion } from "./payload.js";
export type { PayloadOptions } from "./source-of.js";
export { defaultTimeZone, sourceOf, unavailablePayload } from "./source-of.js";
export type { Palette, Theme } from "./style/palette.js";
export { palettes, stateMarks } from "./style/palette.js";
export type { TimeText } from "./style/time-text.js";
export { timeRangeText, timeText } from "./style/time-text.js";
