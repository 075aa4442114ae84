/** Files of a small detector, one an hour, that tests change one by one. */
import type { Acceptance } from "../../src/history/acceptances.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import type { FileSummary } from "../../src/summary.js";
import {
  makeSummary,
  quantilesOf,
  type SummaryParts,
  smallDetector,
} from "../store/make-summary.js";

const startMs = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;

/** Start of the n-th file, ISO 8601. */
export const startOf = (n: number): string => new Date(startMs + n * hourMs).toISOString();

/** What makes a file another than a healthy one. */
export type Change = (summary: FileSummary) => void;

/** The n-th file: run 100 + n. */
export function fileOf(
  n: number,
  change: Change = () => {},
  parts: SummaryParts = {},
): FileSummary {
  const summary = makeSummary({
    ...{ name: `f_${n}`, run: 100 + n, firstMs: startMs + n * hourMs },
    ...{ detector: smallDetector, selfCount: 200, ...parts },
  });
  change(summary);
  return summary;
}

/** Healthy files, the first of number `from`. */
export const healthy = (count: number, from = 0): FileSummary[] =>
  Array.from({ length: count }, (_, i) => fileOf(from + i));

/** ADC 1, channel 3: the channel that most tests change. */
export const [adc, channel] = [1, 3];
export const channelIndex: number = adc * 8 + channel;

/** Moves the dark baseline of the channel. */
export const shifted =
  (byAdc16: number, index = channelIndex): Change =>
  ({ darkBaseline }) => {
    for (const part of quantilesOf(darkBaseline)) part[index]! += byAdc16;
  };

/** Leaves the channel without a dark waveform, so that its baseline is unknown. */
export const unknownBaseline: Change = ({ darkBaseline, darkCount }) => {
  for (const part of quantilesOf(darkBaseline)) part[channelIndex] = Number.NaN;
  darkCount[channelIndex] = 0;
};

/** The record of a check of the channel. */
export function ofChannel(verdicts: readonly Verdict[], check = "baseline-shift"): Verdict {
  return verdicts.find((one) => one.check === check && one.adc === adc && one.channel === channel)!;
}

/** An acceptance of the channel's baseline. */
export const accepted = (parts: Partial<Acceptance>): Acceptance => ({
  ...{
    id: "1",
    detector: smallDetector.name,
    rows: ["baseline-shift"],
    channels: [[adc, channel]],
    from: startOf(0),
  },
  ...{ until: null, author: "A. Expert", reason: "new offset", acceptedAt: startOf(0), ...parts },
});
