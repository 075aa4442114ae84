import type { LevelRow } from "../level-row.js";
import { tellsDark } from "../tells-dark.js";
import { startsOf } from "./baseline.js";
import { medianValues } from "./quantile-values.js";

/** Below half a count a channel is constant, and others are not compared with it. */
export const leastNoiseAdc16 = 0.5;

/** ln of the noise, of the same waveforms as the baseline; unknown where a channel has hardly any. */
export const noiseLevel: LevelRow = {
  perChannel: 1,
  comparable: "detector",
  leastScatter: 0.005,
  leastGroupShift: 0.03,
  measure: (summary) => {
    const { darkNoise, noise, darkCount } = summary;
    const from = tellsDark(summary) ? darkNoise : noise;
    return medianValues(
      darkCount.length,
      () => from,
      (i) => startsOf(summary, i),
      (value) => (value > leastNoiseAdc16 ? Math.log(value) : Number.NaN),
    );
  },
};
