import type { Reference } from "../../../history/reference.js";
import { countChances, expectedCounts } from "../../../numerics/chances.js";
import type { Flag } from "../../../quantities/table.js";
import type { FileSummary } from "../../../summary.js";
import { countText } from "../../../words/phrases.js";
import { type Check, type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import {
  countAmong,
  disjointEvents,
  flagWaveforms,
  flagWords,
  passedCount,
} from "../../parts/flags.js";
import { percentText } from "../../words.js";

/** Do more of a channel's waveforms have a flag than in earlier files? */
export const flagRise: Readonly<Record<Flag, Check>> = {
  clipped: row("clipped"),
  lowerRail: row("lowerRail"),
  negative: row("negative"),
};

function row(flag: Flag): Check {
  const { name, title, words, cause, action } = flagWords[flag];
  return channelCheck({
    name: `${name}-rise`,
    title: `${title} fraction increased`,
    comparesWithEarlier: true,
    meaning: `Significantly more of the channel's waveforms ${words} than in earlier files: ${cause}.`,
    action,
    maskedBy: [2, 3],
    unit: "",
    limits: {
      minRise: limitRow(
        0.02,
        "a significant increase of the fraction by more than this is bad, a smaller one is a warning",
      ),
      maxChance: limitRow(1e-4, "an increase is significant if its p-value is below this"),
    },
    requires: { waveforms: flagWaveforms(flag), minEvents: 5, limit: ({ minRise }) => minRise! },
    find: (of) => findRise(of, flag),
  });
}

/**
 * The expected count is the sum over trigger classes of the earlier fraction times this file's
 * waveforms, so that a different trigger mix is no increase. Its variance is binomial, with the
 * over-dispersion between files and the uncertainty of the earlier fraction; the count is taken as
 * beta-binomial with that mean and variance.
 */
function findRise({ summary, past, limits, channelIndex, n }: ChannelCase, flag: Flag): Finding {
  const expected = expectedCount(summary, null, flag, channelIndex);
  if (!expected) return notCompared(past, n);
  const { mean, variance, fileWaveforms } = expected;
  const passed = passedCount(summary, flag, channelIndex);
  const chances = countChances(n, mean / n, variance);
  const clear = chances.clearFrom(limits.maxChance!);
  const far = Math.max(clear, Math.floor(mean + limits.minRise! * n) + 1);
  const state = passed < clear ? "ok" : passed >= far ? "bad" : "warn";
  const limit = Math.min(1, (state === "bad" ? far : clear) / n);
  const reason = (): string =>
    `${passed} of ${countText(n, "waveform")} ${flagWords[flag].words} (${percentText(passed / n)}), ${percentText(mean / n)} of ${fileWaveforms} in earlier files`;
  return { state, value: passed / n, limit, n, p: chances.atLeast(passed), reason };
}

interface ExpectedCount {
  mean: number;
  variance: number;
  /** Earlier waveforms. */
  fileWaveforms: number;
}

function expectedCount(
  summary: FileSummary,
  reference: Reference | null,
  flag: Flag,
  channelIndex: number,
): ExpectedCount | null {
  if (!reference) return null;
  const sum: ExpectedCount = { mean: 0, variance: 0, fileWaveforms: 0 };
  for (const events of disjointEvents) {
    const now = countAmong(summary[flag], events, "total", channelIndex);
    if (now === 0) continue;
    const earlier = reference[flag];
    const total = countAmong(earlier, events, "total", channelIndex);
    if (total === 0) return null;
    const spread = expectedCounts(now, {
      passed: countAmong(earlier, events, "passed", channelIndex),
      total,
      dispersion: earlier[events === "others" ? "all" : events]?.dispersion[channelIndex] ?? 1,
      fileCount: reference.files.length,
    });
    sum.mean += now * spread.share;
    sum.variance += spread.countVariance;
    sum.variance += spread.shareVariance;
    sum.fileWaveforms += total;
  }
  return sum.fileWaveforms > 0 ? sum : null;
}
