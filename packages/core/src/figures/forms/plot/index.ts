/** Figures of one's own, one call each. */
export { type GridMaskSettings, gridMaskPayload } from "./grid-mask.js";
export { type HeatMapSettings, heatMapPayload } from "./heat-map.js";
export { type Counted, type HistogramSettings, histogramPayload } from "./histogram.js";
export type { AxisSettings, Numbers, PlotSettings } from "./input.js";
export { type PanelsSettings, panelsPayload } from "./panels.js";
export type { PlotPanel, PlotPayload } from "./payload.js";
export { linesPayload, pointsPayload, type Series, type SeriesSettings } from "./series.js";
