/**
 * Building blocks: the numbers of the report, one call each, from arrays to arrays. Nothing here needs a
 * file: runs in Node and in browsers. docs/building-blocks.md shows each.
 */

// Waveforms

export { type FlagArrays, type FlagLimits, flagArrays } from "./compute/flags/flag-arrays.js";
export { type FeatureArrays, featureArrays } from "./numerics/feature-arrays.js";
export { type WaveformFeatures, waveformFeatures } from "./numerics/waveform-features.js";

// Spectra

export type { PowerSpectrum, SpectrumScale } from "./numerics/fourier/power-spectrum.js";
export { powerSpectrum } from "./numerics/fourier/power-spectrum.js";
export { lineFrequenciesMHz, nearestBin } from "./quantities/indexed-by/watched-lines.js";

// Statistics

export { type BinnedValues, histogram } from "./numerics/binned-values.js";
export { type Binning, binEdges, type Histogram } from "./numerics/histogram.js";
export { clopperPearson, type FractionInterval } from "./numerics/interval.js";
export { quantiles } from "./numerics/quantile.js";

// Counts with a denominator

export { fractionBy, type WaveformFlags } from "./compute/flags/fraction-by.js";
export type { Counts, Denominator, FractionCounts } from "./quantities/indexed-by/denominator.js";
export { denominators } from "./quantities/indexed-by/denominator.js";

// The channels of a detector, and units

export { type DetectorGroups, detectorGroups } from "./detector/groups.js";
export { fromAdc16, toUnits, type Units, unitLabels, unitsPerAdc16 } from "./units.js";

// Two runs

export type {
  Compared,
  OverlaidQuantity,
  Overlay,
  QuantityValues,
  RunValues,
} from "./history/overlay/overlay.js";
export { overlayRuns } from "./history/overlay/overlay.js";
