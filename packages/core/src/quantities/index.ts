/** The table of quantities: one line and one file for each. What is kept of a file follows from it. */
export { amplitude } from "./amplitude.js";
export { baseline } from "./baseline.js";
export { clipped } from "./clipped.js";
export { eventCount } from "./event-count.js";
export { lowerRail } from "./lower-rail.js";
export { maxAmplitude } from "./max-amplitude.js";
export { minAmplitude } from "./min-amplitude.js";
export { negative } from "./negative.js";
export { noise } from "./noise.js";
export { spectra } from "./spectra.js";
export { validCount } from "./valid-count.js";
