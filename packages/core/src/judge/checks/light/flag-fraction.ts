import { detectorGroups } from "../../../detector/groups.js";
import { clopperPearson } from "../../../numerics/interval.js";
import { medianOf } from "../../../numerics/median.js";
import type { Flag } from "../../../quantities/table.js";
import type { FileSummary } from "../../../summary.js";
import { countText } from "../../../words/phrases.js";
import { limitRow } from "../../check.js";
import { channelCheck } from "../../parts/channel-check.js";
import { flagWaveforms, flagWords, passedCount } from "../../parts/flags.js";
import { percentText } from "../../words.js";

/** Do too many of a channel's waveforms have a flag? */
export const flagFraction = {
  clipped: row("clipped", 0.3),
  lowerRail: row("lowerRail", 0.02),
  negative: row("negative", 0.3),
};

function row(flag: Flag, maxShare: number) {
  const { name, title, words, cause, action } = flagWords[flag];
  return channelCheck({
    name: `${name}-fraction`,
    title: `${title} fraction`,
    spoilsReference: true,
    meaning: `Too many of the channel's waveforms ${words}: ${cause}.`,
    action,
    callers: "LRS expert",
    maskedBy: [2, 3],
    exemplar: flag,
    unit: "",
    limits: {
      maxShare: limitRow(
        maxShare,
        "bad if the 68 % interval of the fraction of valid waveforms lies above this, a warning if only the fraction itself does; where light makes it usual, above twice the fraction of the typical other channel of its TPC",
      ),
    },
    requires: { waveforms: flagWaveforms(flag), minEvents: 5, limit: (limits) => limits.maxShare! },
    find: ({ summary, limits, channelIndex, n }) => {
      const passed = passedCount(summary, flag, channelIndex);
      const value = passed / n;
      // What is below the limit needs no comparison.
      const typical = value > limits.maxShare! ? typicalShare(summary, flag, channelIndex) : 0;
      const limit = Math.max(limits.maxShare!, Math.min(mostTypical, timesTypical * typical));
      const isClear = value > limit && clopperPearson(passed, n).low > limit;
      const state = isClear ? "bad" : value > limit ? "warn" : "ok";
      const reason = (): string =>
        `${passed} of ${countText(n, "waveform")} ${words} (${percentText(value)})${limit > limits.maxShare! ? `, typically ${percentText(typical)} in its TPC` : ""}`;
      return { state, value, limit, n, reason };
    },
  });
}

/** In bright light every channel of a TPC is clipped often: one is faulty where it stands out. */
const timesTypical = 2;
/** So many flagged waveforms are bad in any light. */
const mostTypical = 0.9;

/** The median fraction of the other channels of the TPC; 0 of none. */
function typicalShare(summary: FileSummary, flag: Flag, channelIndex: number): number {
  const { tpcOf, tpcMembers } = detectorGroups(summary.detector);
  const waveforms = flagWaveforms(flag);
  const shares = (tpcMembers[tpcOf[channelIndex]!] ?? []).flatMap((other) => {
    const n = other === channelIndex ? 0 : waveforms.count(summary, other);
    return n > 0 ? [passedCount(summary, flag, other) / n] : [];
  });
  return shares.length > 0 ? medianOf(shares) : 0;
}
