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
    const from = hasDarkStarts(summary) ? darkBaseline : baseline;
    return medianValues(
      darkCount.length,
      () => from,
      (i) => startsOf(summary, i),
    );
  },
};

const keptAnswers = new WeakMap<Uint32Array, boolean>();

/**
 * Whether the dark starts of waveforms are known; summaries of older stores lack them, and those
 * without a valid waveform.
 */
export function hasDarkStarts({ darkCount }: Pick<FileSummary, "darkCount">): boolean {
  const before = keptAnswers.get(darkCount);
  if (before !== undefined) return before;
  const answer = darkCount.some((count) => count > 0);
  keptAnswers.set(darkCount, answer);
  return answer;
}

/** Waveforms that baseline and noise of a channel are of. */
export function startsOf(summary: FileSummary, channelIndex: number): number {
  const { darkCount, validCount, baselineTriggerClass } = summary;
  const counts = hasDarkStarts(summary) ? darkCount : validCount[baselineTriggerClass];
  return counts?.[channelIndex] ?? 0;
}
