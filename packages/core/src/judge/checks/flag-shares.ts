/** The checks of clipped, lower-rail and negative waveforms: absolute, and against earlier files. */

import type { Reference } from "../../history/reference.js";
import { countChances } from "../../numerics/chances.js";
import { fractionInterval } from "../../numerics/interval.js";
import type { Counts } from "../../quantities/denominator.js";
import type { Flag } from "../../quantities/table.js";
import type { TriggerClass } from "../../quantities/trigger-class.js";
import type { FileSummary } from "../../summary.js";
import type { ChannelCase, Check, Finding } from "../check.js";
import { channelCheck, unknown } from "../check.js";
import { countText, noWaveform, percentText, whyNotCompared } from "../words.js";

interface FlagRow {
  flag: Flag;
  /** In names of checks. */
  name: string;
  title: string;
  /** After "waveforms". */
  words: string;
  cause: string;
  action: string;
  maxShare: number;
}

const rows: readonly FlagRow[] = [
  {
    flag: "clipped",
    name: "clipped",
    title: "Clipped",
    words: "reach the upper rail",
    cause: "too much light or gain, or a raised baseline",
    action:
      "Compare the baseline and the light of its TPC with earlier files. If only this channel clips, its gain or offset is wrong: tell the LRS expert.",
    maxShare: 0.3,
  },
  {
    flag: "lowerRail",
    name: "lower-rail",
    title: "Lower rail",
    words: "reach the lower rail",
    cause: "a baseline that is too low, or a broken channel",
    action: "Check the channel's offset setting and its baseline; tell the LRS expert.",
    maxShare: 0.02,
  },
  {
    flag: "negative",
    name: "negative",
    title: "Negative",
    words: "go below the baseline by more than the threshold",
    cause: "undershoot after large pulses, cross-talk or pick-up",
    action:
      "Look at the waveforms of the channel's EPCB for undershoot or cross-talk; tell the LRS expert if it is new.",
    maxShare: 0.3,
  },
];

const minEvents = {
  default: 5,
  unit: "",
  meaning: "with fewer valid waveforms the state is unknown",
};

function absolute({ flag, name, title, words, cause, action, maxShare }: FlagRow): Check {
  return channelCheck({
    name: `${name}-fraction`,
    title: `${title} fraction`,
    meaning: `Too many of the channel's waveforms ${words}: ${cause}.`,
    action,
    maskedBy: [2, 3],
    unit: "",
    limits: {
      maxShare: {
        default: maxShare,
        unit: "",
        meaning:
          "bad if the 68 % interval of the share of all valid waveforms lies above, a warning if only the share does",
      },
      minEvents,
    },
    find: (of) => {
      const limit = of.limits.maxShare!;
      return withCounts(of, flag, limit, (passed, n) => {
        const value = passed / n;
        const isClear = value > limit && fractionInterval(passed, n).low > limit;
        const state = isClear ? "bad" : value > limit ? "warn" : "ok";
        const reason = (): string =>
          `${passed} of ${countText(n, "waveform")} ${words} (${percentText(value)})`;
        return { state, value, limit, n, reason };
      });
    },
  });
}

function rise({ flag, name, title, words, cause, action }: FlagRow): Check {
  return channelCheck({
    name: `${name}-rise`,
    title: `${title} fraction risen`,
    comparesWithEarlier: true,
    meaning: `Clearly more of the channel's waveforms ${words} than in earlier files: ${cause}.`,
    action,
    maskedBy: [2, 3],
    unit: "",
    limits: {
      minRise: {
        default: 0.02,
        unit: "",
        meaning: "a clear rise of the share by more than this is bad, a smaller one is a warning",
      },
      maxChance: {
        default: 1e-4,
        unit: "",
        meaning:
          "a rise is clear if so many waveforms come by chance with less than this probability",
      },
      minEvents,
    },
    find: (of) =>
      withCounts(of, flag, of.limits.minRise!, (passed, n) => findRise(of, flag, words, passed, n)),
  });
}

/**
 * Expects of each trigger class its earlier share of this file's waveforms, so that another mix of
 * triggers is no rise. The count varies by chance, by the over-dispersion between files, and by the
 * uncertainty of the earlier share; it is taken as beta-binomial of that mean and variance.
 */
function findRise(
  { summary, reference, limits, channelIndex }: ChannelCase,
  flag: Flag,
  words: string,
  passed: number,
  n: number,
): Finding {
  const expected = expectedCount(summary, reference, flag, channelIndex);
  if (!expected) return unknown(whyNotCompared(reference), { n });
  const { mean, variance, fileWaveforms } = expected;
  const chances = countChances(n, mean / n, variance);
  const clear = chances.clearFrom(limits.maxChance!);
  const far = Math.max(clear, Math.floor(mean + limits.minRise! * n) + 1);
  const state = passed < clear ? "ok" : passed >= far ? "bad" : "warn";
  const limit = Math.min(1, (state === "bad" ? far : clear) / n);
  const reason = (): string =>
    `${passed} of ${countText(n, "waveform")} ${words} (${percentText(passed / n)}), earlier ${percentText(mean / n)} of ${fileWaveforms}`;
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
  for (const triggerClass of narrowClasses(summary)) {
    const now = summary[flag][triggerClass]?.total.total[channelIndex] ?? 0;
    if (now === 0) continue;
    const earlier: Counts | undefined = reference[flag][triggerClass]?.total;
    const total = earlier?.total[channelIndex] ?? 0;
    if (total === 0) return null;
    // Half a count more, as none in n is not never.
    const share = (earlier!.passed[channelIndex]! + 0.5) / (total + 1);
    const dispersion = reference[flag][triggerClass]?.dispersion[channelIndex] ?? 1;
    const perFile = total / reference.files.length;
    const correlation = perFile > 1 ? Math.min(1, (dispersion - 1) / (perFile - 1)) : 0;
    const binomial = share * (1 - share);
    sum.mean += now * share;
    sum.variance += now * binomial * (1 + (now - 1) * correlation);
    sum.variance += (now ** 2 * binomial * dispersion) / total;
    sum.fileWaveforms += total;
  }
  return sum.fileWaveforms > 0 ? sum : null;
}

/** Classes that share no event and together hold nearly all; `all` where triggers are not typed. */
function narrowClasses(summary: FileSummary): TriggerClass[] {
  return summary.triggersTyped ? ["beam", "self"] : ["all"];
}

function withCounts(
  { summary, limits, channelIndex }: ChannelCase,
  flag: Flag,
  limit: number,
  find: (passed: number, n: number) => Finding,
): Finding {
  let [passed, n] = [0, 0];
  for (const triggerClass of narrowClasses(summary)) {
    const counts = summary[flag][triggerClass]?.total;
    passed += counts?.passed[channelIndex] ?? 0;
    n += counts?.total[channelIndex] ?? 0;
  }
  if (n === 0) return unknown(noWaveform(summary, "all"), { limit });
  if (n < limits.minEvents!)
    return unknown(`only ${countText(n, "valid waveform")}, at least ${limits.minEvents} needed`, {
      limit,
      n,
    });
  return find(passed, n);
}

/** The rows of shares. */
export const flagShareChecks: readonly Check[] = rows.flatMap((row) => [absolute(row), rise(row)]);
