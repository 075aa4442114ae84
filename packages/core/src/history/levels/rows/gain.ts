import type { LevelRow } from "../level-row.js";
import { medianValues } from "./quantile-values.js";

/** ln of the amplitude relative to the other channels of the TPC in the same events: at equal light. */
export const gainLevel: LevelRow = {
  perChannel: 1,
  comparable: "light",
  leastScatter: 0.02,
  leastGroupShift: 0.05,
  measure: ({ gain, litCount }) =>
    medianValues(
      litCount.length,
      () => gain,
      (i) => litCount[i]!,
      Math.log,
    ),
};
