export { powerOfFour } from "./fourier";
export { rowQuantiles } from "./selection";
export { waveformPass } from "./waveform";
