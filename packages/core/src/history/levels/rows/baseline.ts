import type { FileSummary } from "../../../summary.js";
import type { LevelRow } from "../level-row.js";
import { tellsDark } from "../tells-dark.js";
import { medianValues } from "./quantile-values.js";

/** Baselines of the dark start of waveforms; of the baseline class in stores that lack these. ADC16 counts. */
export const baselineLevel: LevelRow = {
  perChannel: 1,
  comparable: "detector",
  leastScatter: 1,
  leastGroupShift: 15,
  measure: (summary) => {
    const { darkBaseline, baseline, darkCount } = summary;
    const from = tellsDark(summary) ? darkBaseline : baseline;
    return medianValues(
      darkCount.length,
      () => from,
      (i) => startsOf(summary, i),
    );
  },
};

/** Waveforms that baseline and noise of a channel are of. */
export function startsOf(summary: FileSummary, channelIndex: number): number {
  const { darkCount, validCount, baselineTriggerClass } = summary;
  const counts = tellsDark(summary) ? darkCount : validCount[baselineTriggerClass];
  return counts?.[channelIndex] ?? 0;
}
