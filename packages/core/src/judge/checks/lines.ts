/** The checks of spectral lines: among siblings, and against earlier files. */

import { detectorGroups } from "../../detector/groups.js";
import type { Scatter, ScatterParts } from "../../numerics/chances.js";
import { chanceAbove, scatterOf } from "../../numerics/chances.js";
import { medianOf } from "../../numerics/median.js";
import { relativeLines } from "../../quantities/pools/lines.js";
import { lineFrequenciesMHz } from "../../quantities/watched-lines.js";
import type { FileSummary } from "../../summary.js";
import type { ChannelCase, Check, Finding, LimitRow } from "../check.js";
import { channelCheck, unknown } from "../check.js";
import { countText, whyNotCompared } from "../words.js";

const lineCount = lineFrequenciesMHz.length;
const minEvents: LimitRow = {
  default: 10,
  unit: "",
  meaning: "with fewer waveforms in the spectra the state is unknown",
};
const action =
  "Look at the spectra of the channel's EPCB. Ask what was switched on (pumps, supplies, clocks) since the line is there; tell the LRS expert.";

/** Does a line stand out of the channel's spectrum by more than beside it? Needs no earlier files. */
const amongSiblings: Check = channelCheck({
  name: "lines-siblings",
  title: "Lines among siblings",
  meaning:
    "One of the watched lines stands out of the channel's spectrum by far more than in the typical channel of its ADC.",
  action,
  maskedBy: [2, 3],
  unit: "",
  limits: {
    warnRatio: {
      default: 10,
      unit: "",
      meaning: "a warning above this many times the power of the ADC's typical channel",
    },
    badRatio: {
      default: 30,
      unit: "",
      meaning: "bad above this many times the power of the ADC's typical channel",
    },
    minEvents,
  },
  find: (of) =>
    withLines(of, of.limits.badRatio!, (relative, n) => {
      const { summary, limits, channelIndex } = of;
      const typical = typicalLines(
        summary,
        Math.floor(channelIndex / summary.detector.channelCount),
      );
      const excessOf = (line: number): number =>
        relative[channelIndex * lineCount + line]! - typical[line]!;
      const line = lineOfLargest(excessOf);
      const value = Math.exp(excessOf(line));
      const state = value > limits.badRatio! ? "bad" : value > limits.warnRatio! ? "warn" : "ok";
      const limit = state === "bad" ? limits.badRatio! : limits.warnRatio!;
      const reason = (): string =>
        `line of ${lineFrequenciesMHz[line]} MHz ${factor(value)} times as strong as in the ADC's typical channel`;
      return { state, value, limit, n, reason };
    }),
});

/** Has a line appeared or grown against earlier files? */
const grown: Check = channelCheck({
  name: "lines-grown",
  title: "Lines grown",
  comparesWithEarlier: true,
  meaning:
    "One of the watched lines stands out of the channel's spectrum by more than in earlier files: it appeared or grew.",
  action,
  maskedBy: [2, 3],
  unit: "",
  limits: {
    minRatio: {
      default: 2,
      unit: "",
      meaning:
        "a clear growth in power by more than this factor is bad, a smaller one is a warning",
    },
    sigma: {
      default: 5,
      unit: "",
      meaning: "growth is clear if it is above this many times the uncertainty (of ln power)",
    },
    floor: {
      default: 0.1,
      unit: "",
      meaning: "the uncertainty of ln power is never taken smaller than this",
    },
    minEvents,
  },
  find: (of) => withLines(of, of.limits.minRatio!, (relative, n) => findGrowth(of, relative, n)),
});

/** The one line of the eleven whose growth is the least likely; its chance counts all eleven. */
function findGrowth(
  { reference, limits, channelIndex }: ChannelCase,
  relative: Float64Array,
  n: number,
): Finding {
  const earlier = reference?.spectra;
  const fileCount = earlier?.fileCount[channelIndex * lineCount] ?? 0;
  if (!earlier || fileCount === 0) return unknown(whyNotCompared(reference), { n });
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
  const reason = (): string =>
    `line of ${lineFrequenciesMHz[line]} MHz ${factor(value)} times as strong as in ${countText(fileCount, "earlier file")}`;
  return { state, value, limit: state === "bad" ? far : clear, n, p, reason };
}

/** @param find is given `relativeLines` of the whole file */
function withLines(
  { summary, limits, channelIndex }: ChannelCase,
  limit: number,
  find: (relative: Float64Array, n: number) => Finding,
): Finding {
  const valid = summary.validCount.all?.[channelIndex] ?? 0;
  const n = Math.min(valid, summary.spectrumEvents.length);
  const relative = relativeLines(summary);
  if (n === 0) {
    const events = countText(summary.selectedEvents.length, "event");
    return unknown(`no valid waveform in ${events}`, { limit });
  }
  if (n < limits.minEvents!)
    return unknown(
      `only ${countText(n, "spectrum", "spectra")}, at least ${limits.minEvents} needed`,
      {
        limit,
        n,
      },
    );
  if (Number.isNaN(relative[channelIndex * lineCount]!))
    return unknown("no power at some watched line", { limit, n });
  return find(relative, n);
}

const keptTypical = new WeakMap<FileSummary["spectra"], Map<number, number[]>>();
/** The median over an ADC's channels of how a line stands out. [line] */
function typicalLines(summary: FileSummary, adc: number): readonly number[] {
  const kept = keptTypical.get(summary.spectra) ?? new Map<number, number[]>();
  keptTypical.set(summary.spectra, kept);
  const before = kept.get(adc);
  if (before) return before;
  const { channelCount } = summary.detector;
  const lines = relativeLines(summary);
  const channels = detectorGroups(summary.detector).active.filter(
    (channelIndex) =>
      Math.floor(channelIndex / channelCount) === adc &&
      !Number.isNaN(lines[channelIndex * lineCount]!),
  );
  const typical = Array.from({ length: lineCount }, (_, line) =>
    medianOf(channels.map((channelIndex) => lines[channelIndex * lineCount + line]!)),
  );
  kept.set(adc, typical);
  return typical;
}

/** The first line of the largest value. */
function lineOfLargest(sizeOf: (line: number) => number): number {
  let best = 0;
  let largest = sizeOf(0);
  for (let line = 1; line < lineCount; line++) {
    const value = sizeOf(line);
    if (value > largest) [best, largest] = [line, value];
  }
  return best;
}

const factor = (ratio: number): string => String(Number(ratio.toPrecision(3)));

/** The rows of lines. */
export const lineChecks: readonly Check[] = [amongSiblings, grown];
