import type { FileSummary } from "../../../summary.js";
import type { LevelRow } from "../level-row.js";
import { medianValues } from "./quantile-values.js";

/** Baselines of the dark start of waveforms; of the baseline class in stores that lack these. ADC16 counts. */
export const baselineLevel: LevelRow = {
  perChannel: 1,
  comparable: "detector",
  leastScatter: 1,
  leastGroupShift: 15,
  measure: (summary) => {
    const { darkBaseline, baseline, darkCount } = summary;
    return medianValues(
      darkCount.length,
      (i) => (darkCount[i]! > 0 ? darkBaseline : baseline),
      (i) => startsOf(summary, i),
    );
  },
};

/** Waveforms that baseline and noise of a channel are of. */
export function startsOf(
  { darkCount, validCount, baselineTriggerClass }: FileSummary,
  channelIndex: number,
): number {
  return darkCount[channelIndex]! || (validCount[baselineTriggerClass]?.[channelIndex] ?? 0);
}
