import { lineFrequenciesMHz } from "../../../quantities/indexed-by/watched-lines.js";
import { relativeLines } from "../../../quantities/pools/lines.js";
import type { LevelRow } from "../level-row.js";

const lineCount = lineFrequenciesMHz.length;

/**
 * ln of the power at the watched lines over the channel's own spectrum, of dark waveforms; of all
 * waveforms in stores that lack these. [channelIndex · lines + line]
 */
export const linesLevel: LevelRow = {
  perChannel: lineCount,
  comparable: "length",
  leastScatter: 0.03,
  leastGroupShift: Number.POSITIVE_INFINITY,
  measure: (summary) => {
    const { lines, validCount, spectrumEvents } = summary;
    const isDark = lines.count.some((count) => count > 0);
    const value = (isDark ? lines.watched : relativeLines(summary)).slice();
    const count = new Float64Array(value.length);
    for (let at = 0; at < count.length; at++) {
      const i = Math.floor(at / lineCount);
      count[at] = isDark
        ? lines.count[i]!
        : Math.min(validCount.all?.[i] ?? 0, spectrumEvents.length);
      if (count[at]! < fewestSpectra) value[at] = Number.NaN;
    }
    return { value, eventSpread: new Float64Array(value.length).fill(spreadOfLnPower), count };
  },
};

const fewestSpectra = 10;
/**
 * The median of n exponential powers has a relative error of 1 / (ln 2 · √n); that of normal values of spread
 * s is √(π/2) s / √n.
 */
const spreadOfLnPower = 1 / Math.LN2 / Math.sqrt(Math.PI / 2);
