/** The table of levels: a new one is a file beside this and a line here. */
export { baselineLevel as baseline } from "./baseline.js";
export { gainLevel as gain } from "./gain.js";
export { linesLevel as lines } from "./lines.js";
export { noiseLevel as noise } from "./noise.js";
