import { fractionInterval } from "../../../numerics/interval.js";
import type { Flag } from "../../../quantities/table.js";
import { countText } from "../../../words/phrases.js";
import { type Check, limitRow } from "../../check.js";
import { channelCheck } from "../../parts/channel-check.js";
import { flagWaveforms, flagWords, passedCount } from "../../parts/flags.js";
import { percentText } from "../../words.js";

/** Do too many of a channel's waveforms have a flag? */
export const flagFraction: Readonly<Record<Flag, Check>> = {
  clipped: row("clipped", 0.3),
  lowerRail: row("lowerRail", 0.02),
  negative: row("negative", 0.3),
};

function row(flag: Flag, maxShare: number): Check {
  const { name, title, words, cause, action } = flagWords[flag];
  return channelCheck({
    name: `${name}-fraction`,
    title: `${title} fraction`,
    spoilsReference: true,
    meaning: `Too many of the channel's waveforms ${words}: ${cause}.`,
    action,
    callers: "LRS expert",
    maskedBy: [2, 3],
    unit: "",
    limits: {
      maxShare: limitRow(
        maxShare,
        "bad if the 68 % interval of the fraction of valid waveforms lies above this, a warning if only the fraction itself does",
      ),
    },
    requires: { waveforms: flagWaveforms(flag), minEvents: 5, limit: (limits) => limits.maxShare! },
    find: ({ summary, limits, channelIndex, n }) => {
      const limit = limits.maxShare!;
      const passed = passedCount(summary, flag, channelIndex);
      const value = passed / n;
      const isClear = value > limit && fractionInterval(passed, n).low > limit;
      const state = isClear ? "bad" : value > limit ? "warn" : "ok";
      const reason = (): string =>
        `${passed} of ${countText(n, "waveform")} ${words} (${percentText(value)})`;
      return { state, value, limit, n, reason };
    },
  });
}
