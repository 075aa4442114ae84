/** The kinds of figures, one line each; everything by kind follows from these rows. */
export { channelMask } from "./channel-mask/figure.js";
export { channelQuantiles } from "./channel-quantiles.js";
export { detectorMap } from "./detector-map/figure.js";
export { figure } from "./figure.js";
export { fractionPanels } from "./fraction-panels/figure.js";
export { plot } from "./plot/figure.js";
export { spectra } from "./spectra.js";
export { trend } from "./trend/figure.js";
export { unavailable } from "./unavailable.js";
export { waveforms } from "./waveforms/figure.js";
