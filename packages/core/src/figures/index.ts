/** Figures: payloads, and payload → plotly figure. Runs in Node and in browsers. */

export { comparisonPayload } from "./comparison-payload.js";
export * from "./figure.js";
export { altText, figureOf } from "./figure-of.js";
export type { FigureOptions } from "./figure-options.js";
export type { FractionOptions } from "./fraction-payload.js";
export { fractionPayload } from "./fraction-payload.js";
export type { ChannelMaskOptions, ChannelState, MaskWording } from "./mask-payload.js";
export { channelMaskPayload, maskWordings } from "./mask-payload.js";
export type { Palette, Theme } from "./palette.js";
export { palettes, stateMarks } from "./palette.js";
export { isPayload, parsePayload } from "./parse-payload.js";
export type * from "./payload.js";
export { payloadVersion } from "./payload.js";
export type { QuantilesOptions } from "./quantiles-payload.js";
export { quantilesPayload } from "./quantiles-payload.js";
export type { PayloadOptions } from "./source-of.js";
export { defaultTimeZone, sourceOf, unavailablePayload } from "./source-of.js";
export type { SpectraOptions } from "./spectra-payload.js";
export { spectraPayload } from "./spectra-payload.js";
export type { TimeText } from "./time-text.js";
export { timeRangeText, timeText } from "./time-text.js";
export type { TrendGrid, TrendGridLine } from "./trend-grid-payload.js";
export { trendGridPayload } from "./trend-grid-payload.js";
export type { TrendFile, TrendOptions } from "./trend-payload.js";
export { trendPayload } from "./trend-payload.js";
export type { WaveformsOptions } from "./waveforms-payload.js";
export { waveformsPayload } from "./waveforms-payload.js";
