import type { Scatter, ScatterParts } from "../../../numerics/chances.js";
import { chanceAbove, scatterOf } from "../../../numerics/chances.js";
import { relativeLines } from "../../../quantities/pools/lines.js";
import { countText } from "../../../words/phrases.js";
import { type Check, type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import { lineAction, lineCount, lineOfLargest, lineText, withoutPower } from "../../parts/lines.js";
import { spectraWaveforms } from "../../parts/waveforms.js";

/** Has a line appeared or increased since earlier files? */
export const linesGrown: Check = channelCheck({
  name: "lines-grown",
  title: "Pick-up line increased",
  comparesWithEarlier: true,
  meaning:
    "A watched line stands out from the channel's spectrum more than in earlier files: it appeared or increased.",
  action: lineAction,
  callers: "LRS expert",
  maskedBy: [2, 3],
  unit: "",
  limits: {
    minRatio: limitRow(
      2,
      "a significant increase in power by more than this factor is bad, a smaller one is a warning",
    ),
    sigma: limitRow(
      5,
      "an increase is significant above this many times the uncertainty of ln power",
    ),
    floor: limitRow(0.1, "lower bound on the uncertainty of ln power"),
  },
  requires: { waveforms: spectraWaveforms, minEvents: 10, limit: ({ minRatio }) => minRatio! },
  find: (of) => withoutPower(of, of.limits.minRatio!) ?? findGrowth(of),
});

/** The watched line with the most significant increase; its p-value allows for the number of lines. */
function findGrowth({ summary, reference, limits, channelIndex, n }: ChannelCase): Finding {
  const earlier = reference?.spectra;
  const fileCount = earlier?.fileCount[channelIndex * lineCount] ?? 0;
  if (!earlier || fileCount === 0) return notCompared(reference, n);
  const relative = relativeLines(summary);
  // The median of n exponential powers has a relative error of 1/(ln 2 · √n); two of them here.
  const standardError = (Math.SQRT2 / Math.LN2 / Math.sqrt(n)) * Math.sqrt(1 + 1 / fileCount);
  const parts: ScatterParts = {
    spread: 0,
    typicalSpread: earlier.typicalSpread,
    fileCount,
    floor: limits.floor!,
    standardError,
  };
  const growthOf = (line: number): number => {
    const at = channelIndex * lineCount + line;
    return relative[at]! - earlier.median[at]!;
  };
  const scatterAt = (line: number): Scatter => {
    parts.spread = earlier.spread[channelIndex * lineCount + line]!;
    return scatterOf(parts);
  };
  const line = lineOfLargest((each) => growthOf(each) / scatterAt(each).uncertainty);
  const [growth, scatter] = [growthOf(line), scatterAt(line)];
  const clear = Math.exp(limits.sigma! * scatter.uncertainty);
  const value = Math.exp(growth);
  const far = Math.max(clear, limits.minRatio!);
  const state = value <= clear ? "ok" : value > far ? "bad" : "warn";
  const p = Math.min(1, lineCount * chanceAbove(growth, scatter));
  const reason = (): string => lineText(line, value, countText(fileCount, "earlier file"));
  return { state, value, limit: state === "bad" ? far : clear, n, p, reason };
}
