/** Figures of one's own, one call each. */
export { type GridMaskSettings, gridMaskPayload } from "./make/grid-mask.js";
export { type HeatMapSettings, heatMapPayload } from "./make/heat-map.js";
export { type Counted, type HistogramSettings, histogramPayload } from "./make/histogram.js";
export type { AxisSettings, Numbers, PlotSettings } from "./make/input.js";
export { type PanelsSettings, panelsPayload } from "./make/panels.js";
export { linesPayload, pointsPayload, type Series, type SeriesSettings } from "./make/series.js";
export type { PlotPanel, PlotPayload } from "./payload.js";
