import type { LevelRow } from "../level-row.js";
import { medianValues } from "./quantile-values.js";

/**
 * The mean of the three quantiles of n normal values varies by 1.07 σ/√n, their median by 1.25: with the
 * covariances p(1−q)/(n φ(x_p) φ(x_q)) of quantiles.
 */
const errorOfMean = 1.07 / Math.sqrt(Math.PI / 2);

/** ln of the amplitude relative to the other channels of the TPC in the same events: at equal light. */
export const gainLevel: LevelRow = {
  perChannel: 1,
  comparable: "light",
  isOfTpc: true,
  leastScatter: 0.02,
  leastGroupShift: 0.05,
  measure: ({ gain, litCount }) => {
    const measured = medianValues(
      litCount.length,
      () => gain,
      (i) => litCount[i]!,
      Math.log,
    );
    const { p16, p50, p84 } = gain;
    measured.value.forEach((value, i) => {
      const ofAll = (Math.log(p16[i]!) + Math.log(p50[i]!) + Math.log(p84[i]!)) / 3;
      measured.value[i] = Number.isNaN(value) || !Number.isFinite(ofAll) ? Number.NaN : ofAll;
      measured.eventSpread[i]! *= errorOfMean;
    });
    return measured;
  },
};
